import 'server-only'
import type { DetailOf } from '@/lib/audit/event-detail'
import { recordAlone } from '@/lib/audit/record-event'
import { authEvents } from '@/lib/auth/events'
import { db } from '@/lib/db/client'
import { processSingleton } from '@/lib/shared/process-singleton'

/** Refusals of known accounts that get a record each within a minute; the rest is counted. */
const SINGLE_RECORDS = 30
/** Names and addresses told apart within a minute; more count as so many. */
const MOST_DISTINCT = 10_000

interface Counts {
  single: number
  refusals: number
  limited: number
  names: Set<string>
  addresses: Set<string>
}
const none = (): Counts => ({
  single: 0,
  refusals: 0,
  limited: 0,
  names: new Set<string>(),
  addresses: new Set<string>(),
})
const state = () => processSingleton('counted-refusals', () => ({ counts: none() }))

export type SignInReason = DetailOf<(typeof authEvents)['session.sign_in_failed']>['reason']
type EmergencyReason = DetailOf<(typeof authEvents)['breakglass.sign_in_failed']>['reason']

/** The person or account that a refusal is about; nobody for a name that belongs to nobody here. */
type Refused =
  | { of: 'emergency'; reason: EmergencyReason }
  | { of: { userId: string } | null; reason: SignInReason }
type Refusal = Refused & {
  /** Keyed hashes, to tell how many there were. */
  nameHmac: string
  addressHmac: string
}

function add(set: Set<string>, value: string): void {
  if (set.size < MOST_DISTINCT) set.add(value)
}

async function recordOne({ of, reason }: Refused): Promise<void> {
  const entry = { outcome: 'refused', actor: null } as const
  if (of === 'emergency') {
    await recordAlone({ event: authEvents['breakglass.sign_in_failed'], ...entry, detail: { reason } })
    return
  }
  const detail = { reason, ...(of === null ? {} : { ofUserId: of.userId }) }
  await recordAlone({ event: authEvents['session.sign_in_failed'], ...entry, detail })
}

/**
 * Records a refused sign-in: one of a known account by itself, up to a bound; any other is counted, and the counts of a
 * minute are one record, so that a flood fills no disk. Throws AppError `audit_unavailable`.
 */
export async function recordRefusal({ nameHmac, addressHmac, ...refused }: Refusal): Promise<void> {
  const { counts } = state()
  if (refused.of !== null && counts.single < SINGLE_RECORDS) {
    counts.single += 1
    await recordOne(refused)
    return
  }
  counts.refusals += 1
  if (refused.reason === 'too_many_requests') counts.limited += 1
  add(counts.names, nameHmac)
  add(counts.addresses, addressHmac)
}

/** The person of a canonical user name, as a refusal names them; null for nobody. */
export async function knownAs(username: string): Promise<{ userId: string } | null> {
  const user = await (await db()).user.findUnique({ where: { username }, select: { id: true } })
  return user && { userId: user.id }
}

/** Writes the counts since the last time as one record, if there are any. Meant to run every minute. */
export async function recordCountedRefusals(): Promise<void> {
  const { counts } = state()
  state().counts = none()
  if (counts.refusals === 0) return
  const { refusals, limited, names, addresses } = counts
  const detail = { refusals, limited, names: names.size, addresses: addresses.size }
  try {
    await recordAlone({
      event: authEvents['session.sign_ins_refused'],
      outcome: 'refused',
      actor: null,
      detail,
    })
  } catch (error) {
    const later = state().counts
    later.refusals += refusals
    later.limited += limited
    for (const name of names) add(later.names, name)
    for (const address of addresses) add(later.addresses, address)
    throw error
  }
}
