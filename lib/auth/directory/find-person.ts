import 'server-only'
import { isBarred } from '@/lib/auth/directory/account-state'
import { withDirectory } from '@/lib/auth/directory/connect'
import { toPerson, type DirectoryPerson } from '@/lib/auth/directory/entry'
import { findEntries } from '@/lib/auth/directory/find-entries'
import { bindService } from '@/lib/auth/directory/open-client'

const DEADLINE_MS = 10_000

/**
 * The one person of a canonical user name, found with the service account; why there is none: nobody, several, barred, or an
 * entry without what the portal needs. Throws AppError `directory_unavailable`.
 */
export async function findPerson(
  username: string,
): Promise<DirectoryPerson | 'missing' | 'ambiguous' | 'barred' | 'incomplete'> {
  return withDirectory({ deadlineMs: DEADLINE_MS }, async (open) => {
    const service = await open()
    await bindService(service)
    const entries = await findEntries(service, username)
    if (entries === 'too_many') return 'ambiguous'
    const [entry] = entries
    if (!entry) return 'missing'
    if (isBarred(entry, new Date())) return 'barred'
    return toPerson(entry) ?? 'incomplete'
  })
}
