import path from 'node:path'
import { defineConfig } from '@playwright/test'
import { DEMO_MODEL } from '../lib/testing/demo-model'
import { CHROMIUM, FOLDER, PORT, ROOT, STATE } from './places'
import { PICTURES } from './visual/baselines'

/** Real Chromium, real portal, real model, demo directory; a state folder of its own. */
export default defineConfig({
  testDir: import.meta.dirname,
  // All pictures are `npm run visual`; a few of them are part of this, in visual.spec.ts.
  testIgnore: 'visual/**',
  outputDir: path.join(FOLDER, 'results'),
  workers: 1,
  // Ends for what hangs, not bounds on how long a busy machine may take.
  timeout: 1_200_000,
  expect: { timeout: 400_000, toHaveScreenshot: PICTURES },
  reporter: [['list'], ['json']],
  use: {
    baseURL: `http://localhost:${PORT}`,
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    launchOptions: { executablePath: CHROMIUM, args: ['--no-sandbox'] },
  },
  webServer: {
    command: `rm -rf ${STATE} && node scripts/start.mjs`,
    cwd: ROOT,
    url: `http://localhost:${PORT}/api/health`,
    timeout: 600_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 25_000 },
    stdout: 'pipe',
    env: {
      PORT: String(PORT),
      STATE_DIR: STATE,
      MODEL_PATH: DEMO_MODEL,
      EVALUATION_MODEL: 'off',
      CPU_THREADS: '1',
    },
  },
})
