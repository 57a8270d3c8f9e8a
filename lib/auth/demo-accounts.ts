import 'server-only'
import { env } from '@/lib/config/env'
import directory from '@/lib/auth/demo-people.json'

/** The demo directory's accounts for the sign-in page, or null when a hospital directory is configured. */
export function demoAccounts(): { password: string; usernames: string[] } | null {
  if (!env().DEMO_DIRECTORY) return null
  const active = directory.people.filter((person) => !('disabled' in person))
  return { password: directory.password, usernames: active.map(({ uid }) => uid) }
}
