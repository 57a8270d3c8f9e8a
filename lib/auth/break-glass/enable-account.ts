import 'server-only'
import { randomInt } from 'node:crypto'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { EMERGENCY_NAME } from '@/lib/auth/break-glass/account'
import { endEmergencySessions } from '@/lib/auth/break-glass/disable-account'
import { hashPassword } from '@/lib/auth/break-glass/hash-password'
import { codeAddress, newCodeSecret } from '@/lib/auth/break-glass/one-time-code'
import { seal } from '@/lib/auth/break-glass/seal'
import { authEvents } from '@/lib/auth/events'

/** Letters and digits that nobody mistakes for one another on paper. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 6
const GROUP_LENGTH = 4

/** 24 random characters in groups of four: about 119 bits. */
function newPassword(): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return Array.from({ length: GROUPS }, group).join('-')
}

/**
 * Switches the emergency account on with a new password and a new one-time-code secret, ends its live sessions and
 * records it. Returns both secrets; they are kept nowhere in readable form.
 */
export async function enableAccount(): Promise<{ password: string; address: string }> {
  const password = newPassword()
  const codeSecret = newCodeSecret()
  const passwordHash = await hashPassword(password)
  await inAuditedTransaction(async (tx) => {
    const { count } = await tx.localAccount.deleteMany()
    const data = {
      username: EMERGENCY_NAME,
      passwordHash,
      totpSecret: seal(codeSecret),
      enabledAt: new Date(),
    }
    await tx.localAccount.create({ data })
    const detail = { replaced: count > 0, by: 'server_operator' as const }
    await recordEvent(tx, { event: authEvents['breakglass.enabled'], outcome: 'ok', actor: null, detail })
  })
  await endEmergencySessions()
  return { password, address: codeAddress(codeSecret) }
}
