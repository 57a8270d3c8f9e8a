import path from 'node:path'
import { defineConfig } from '@playwright/test'
import { DEMO_MODEL } from '../lib/testing/demo-model'

const root = path.resolve(import.meta.dirname, '..')
const port = Number(process.env.E2E_PORT ?? 6106)

/** Real Chromium, real portal, real model, demo directory; a state folder of its own. */
export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: path.join(root, 'var', 'e2e-results'),
  workers: 1,
  // Ends for what hangs, not bounds on how long a busy machine may take.
  timeout: 1_200_000,
  expect: { timeout: 400_000 },
  reporter: [['list'], ['json']],
  use: {
    baseURL: `http://localhost:${port}`,
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
    launchOptions: { executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] },
  },
  webServer: {
    command: 'rm -rf var/e2e && node scripts/start.mjs',
    cwd: root,
    url: `http://localhost:${port}/api/health`,
    timeout: 600_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 25_000 },
    stdout: 'pipe',
    env: {
      PORT: String(port),
      STATE_DIR: path.join(root, 'var', 'e2e'),
      MODEL_PATH: DEMO_MODEL,
      EVALUATION_MODEL: 'off',
      CPU_THREADS: '1',
    },
  },
})
