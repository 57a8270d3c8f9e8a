import path from 'node:path'
import { scratchFolder } from '../lib/testing/scratch-folder'

/** The browser of the tests: Chromium without its window, which takes a sixth of the processor's time less on the same pages. */
export const CHROMIUM = '/usr/bin/chromium-headless-shell'
export const ROOT = path.resolve(import.meta.dirname, '..')
/** Where the portal under test listens; the ports after it belong to this run too, since several runs go on at once. */
export const PORT = Number(process.env.E2E_PORT ?? 6106)
/** What this run leaves for whoever looks at it: pictures and traces. */
export const FOLDER = path.join(ROOT, 'var', 'e2e', String(PORT))
/** What its portals keep. */
export const STATES = path.join(scratchFolder(), `innerward-e2e-${PORT}`)
/** The state folder of the portal under test. */
export const STATE = path.join(STATES, 'state')
