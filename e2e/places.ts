import path from 'node:path'

export const ROOT = path.resolve(import.meta.dirname, '..')
/** Where the portal under test listens; the ports after it belong to this run too, since several runs go on at once. */
export const PORT = Number(process.env.E2E_PORT ?? 6106)
/** Everything that this run writes. */
export const FOLDER = path.join(ROOT, 'var', 'e2e', String(PORT))
/** The state folder of the portal under test. */
export const STATE = path.join(FOLDER, 'state')
