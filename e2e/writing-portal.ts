import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { startWritingServer, type WritingServer } from '@/lib/testing/writing-server'
import { OwnPortal } from './own-portal'
import { test } from './portal'

/**
 * Has the tests of a file use a portal of their own, whose inference server writes one good answer of four parts: `made` says how.
 */
export function withWritingPortal(
  name: string,
  portOffset: number,
  ...made: Parameters<typeof startWritingServer>
): void {
  const portal = new OwnPortal(name, portOffset)
  let server: WritingServer
  test.use({ baseURL: portal.baseURL })
  test.beforeAll(async () => {
    server = await startWritingServer(...made)
    const file = path.join(portal.stateDir, 'endpoints.json')
    writeFileSync(file, server.endpoints, { mode: 0o600 })
    await portal.start({ ENGINE: 'remote', ENGINE_ENDPOINTS_FILE: file })
  })
  test.afterAll(async () => {
    await portal.stop()
    server.close()
  })
}
