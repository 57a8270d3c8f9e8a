import 'server-only'
import type { DirectoryTest } from '@/lib/operations/directory/contract'
import { checkServer } from '@/lib/auth/directory/check-server'
import { addressOf, configuredServers } from '@/lib/auth/directory/servers'

/** The deadline of a sign-in: what takes longer would fail there too. All servers are tested at once under it. */
const DEADLINE_MS = 10_000

/**
 * Tests every configured server step by step, with the named person where there is one. Faults, of the settings too, are
 * steps of the result.
 */
export async function testDirectory(username: string): Promise<DirectoryTest> {
  const since = performance.now()
  const options = { username: username === '' ? null : username, deadlineMs: DEADLINE_MS }
  const servers = await Promise.all(
    configuredServers().map(async (server) => ({
      address: addressOf(server),
      steps: await checkServer(server, options),
    })),
  )
  return { servers, totalMs: Math.round(performance.now() - since) }
}
