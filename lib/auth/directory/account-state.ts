import 'server-only'
import type { Entry } from 'ldapts'
import { valuesOf } from '@/lib/auth/directory/values-of'

/** Attributes that say whether an account may be used: Active Directory's, then OpenLDAP's password policy. */
export const STATE_ATTRIBUTES = ['userAccountControl', 'accountExpires', 'pwdAccountLockedTime'] as const

/** ACCOUNTDISABLE in userAccountControl (MS-ADTS 2.2.16). */
const DISABLED = 0x2
/** accountExpires: 100 ns since 1601; 0 and the largest value mean never (MS-ADA1 2.4). */
const NEVER = new Set(['0', '9223372036854775807'])
const EPOCH_1601_MS = 11_644_473_600_000
/** pwdAccountLockedTime of an account that only an administrator can unlock (draft-behera-ldap-password-policy 5.3.3). */
const LOCKED_FOR_GOOD = '000001010000Z'

/** Whether the directory has disabled this account, let it expire, or locked it until an administrator acts. */
export function isBarred(entry: Entry, now: Date): boolean {
  const [control, expires, locked] = STATE_ATTRIBUTES.map((name) => valuesOf(entry, name)[0])
  if (control !== undefined && (Number(control) & DISABLED) !== 0) return true
  if (locked === LOCKED_FOR_GOOD) return true
  if (expires === undefined || NEVER.has(expires)) return false
  return Number(BigInt(expires) / 10_000n) - EPOCH_1601_MS <= now.getTime()
}
