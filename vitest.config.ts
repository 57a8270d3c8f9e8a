import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { defineConfig } from 'vitest/config'

const root = import.meta.dirname
const INTEGRATION = '{app,boot,commands,lib,scripts}/**/*.integration.test.ts'

/** Tests that load a model: `npm run test:model` runs these, `npm run test:db` all others, `npm test` both. */
const WITH_MODEL = /testing\/(demo-model|ask-engine|llama-server|consult-worker|fault-worker|soak)'/
const layer = process.env['TEST_LAYER']
const integration =
  layer === undefined
    ? [INTEGRATION]
    : globSync(INTEGRATION, { cwd: root }).filter(
        (file) => WITH_MODEL.test(readFileSync(path.join(root, file), 'utf8')) === (layer === 'model'),
      )

export default defineConfig({
  resolve: {
    alias: {
      '@': root,
      // The marker package throws outside a server bundle; tests are the server.
      'server-only': path.join(root, 'node_modules/server-only/empty.js'),
    },
  },
  test: {
    environment: 'node',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{app,bench,boot,commands,lib,messages,scripts}/**/*.test.ts'],
          exclude: ['**/*.integration.test.ts'],
          // An end for a test that hangs, not a bound on how long one may take on a busy machine.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          // What works over all features is told of them, as at the start of the portal.
          setupFiles: [path.join(root, 'boot/features.ts')],
          include: integration,
          fileParallelism: false,
          // Longer than the waits within a test, which say what they waited for.
          testTimeout: 1_200_000,
          hookTimeout: 1_200_000,
          expect: { poll: { timeout: Number(process.env['TEST_PATIENCE_MS'] ?? 600_000) } },
        },
      },
    ],
  },
})
