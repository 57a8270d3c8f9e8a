import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { scratchFolder } from './lib/testing/scratch-folder.ts'

const root = import.meta.dirname
const INTEGRATION = '{app,boot,commands,deploy,lib,scripts}/**/*.integration.test.ts'

/** Tests that load a model: `npm run test:model` runs these, `npm run test:db` all others, `npm test` both. */
const WITH_MODEL = /testing\/(demo-model|ask-engine|llama-server|consult-worker|fault-worker|soak)'/
const layer = process.env['TEST_LAYER']
const integration =
  layer === undefined
    ? [INTEGRATION]
    : globSync(INTEGRATION, { cwd: root }).filter(
        (file) => WITH_MODEL.test(readFileSync(path.join(root, file), 'utf8')) === (layer === 'model'),
      )

/** Unit tests of seconds each. */
const LONG = /\/(hostile-text|find-identifiers|recognise-facts|build-inputs)\.test\.ts$/

/** Begins with the long ones, which are short to read, so that no worker is left with one at the end. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const long = sorted.filter(({ moduleId }) => LONG.test(moduleId))
    return [...long, ...sorted.filter((file) => !long.includes(file))]
  }
}

/**
 * Least share of lines, in percent, that the unit tests run in a room of lib: what they did on 2026-11-29, rounded down. Rooms that
 * work on rows are not here: their tests have a database. `npm run coverage` fails below.
 */
const FLOORS = {
  clinical: 97,
  config: 90,
  documents: 97,
  errors: 100,
  feature: 55,
  http: 33,
  inference: 30,
  logging: 86,
  operations: 32,
  privacy: 98,
  shared: 41,
  templates: 48,
}

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
    sequence: { sequencer: LongFirst },
    coverage: {
      provider: 'v8',
      reporter: ['text-summary', 'json-summary'],
      reportsDirectory: path.join(root, 'coverage'),
      include: ['lib/**/*.ts'],
      // Run in a browser, by other programs or by tests alone.
      exclude: ['**/*.test.ts', '**/client.ts', 'lib/testing/**', 'lib/db/generated/**'],
      thresholds: Object.fromEntries(
        Object.entries(FLOORS).map(([room, lines]) => [`lib/${room}/**`, { lines }]),
      ),
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{app,bench,boot,commands,deploy,lib,messages,scripts}/**/*.test.ts'],
          exclude: ['**/*.integration.test.ts'],
          // Rules without side effects share a worker and load their tables once: half the processor time.
          isolate: false,
          // An end for a test or a hook that hangs, not a bound on how long one may take on a busy machine.
          testTimeout: 120_000,
          hookTimeout: 300_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          // What works over all features is told of them, as at the start of the portal.
          setupFiles: [path.join(root, 'boot/features.ts')],
          env: { TMPDIR: scratchFolder() },
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
