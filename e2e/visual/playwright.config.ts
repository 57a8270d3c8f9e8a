import path from 'node:path'
import { defineConfig } from '@playwright/test'
import { FOLDER } from '../places'
import { PICTURES } from './baselines'

/** Every picture of the portal: `npm run visual`, and `npm run visual -- --update` after a change that was meant. */
export default defineConfig({
  testDir: import.meta.dirname,
  outputDir: path.join(FOLDER, 'visual-results'),
  workers: 1,
  timeout: 1_200_000,
  expect: { timeout: 400_000, toHaveScreenshot: PICTURES },
  reporter: [['list']],
})
