import type { RoleHeld } from '@/lib/shared/actor'

/**
 * Name and permanent id of the emergency account. A colon can stand neither in a canonical user name nor in an id of
 * the directory, so nobody there can ever be taken for it (OWASP ASVS 5.0, V6.8.1).
 */
export const EMERGENCY_NAME = 'local:emergency'
export const EMERGENCY_DISPLAY_NAME = '应急账号 Emergency'

/** What it may do: repair the system and the rights of people. It never asks the model and never reads the trail. */
export const EMERGENCY_ROLES: readonly RoleHeld[] = [
  { role: 'system_admin', departmentId: null },
  { role: 'security_admin', departmentId: null },
]

/** Its session ends this long after the sign-in, whatever the person does, in ms. */
export const EMERGENCY_SESSION_MS = 30 * 60_000

/** Where of a query that finds people of the directory only. */
export const PEOPLE_ONLY = { NOT: { directoryId: EMERGENCY_NAME } } as const
