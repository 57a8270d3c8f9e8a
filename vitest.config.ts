import path from 'node:path'
import { defineConfig } from 'vitest/config'

const root = import.meta.dirname

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
          include: ['{app,boot,commands,lib,scripts}/**/*.integration.test.ts'],
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
