import type { Change } from '@/lib/rights/contract'
import { rights } from '@/lib/rights/feature'
import type { Rights, RightsTable } from '@/lib/rights/read-rights'
import { AppError } from '@/lib/errors/app-error'

/** Everybody's rights before and after a change. */
export interface Compared {
  before: RightsTable
  after: RightsTable
}

const NOTHING: Rights = { held: new Set(), could: new Set(), securityAdmin: 'no' }

/** Whether the second person's rights hold one that the first's do not. */
const isMore = (less: Rights, more: Rights, which: 'held' | 'could' = 'held'): boolean =>
  [...more[which]].some((right) => !less[which].has(right))

/** Ids of the people who have more rights after the change than before. */
export function whoGains({ before, after }: Compared): string[] {
  return [...after.people].flatMap(([id, rights]) =>
    isMore(before.people.get(id) ?? NOTHING, rights) ? [id] : [],
  )
}

/** Ids of the people whom the change takes a right from. */
export function whoLoses({ before, after }: Compared): string[] {
  return [...before.people].flatMap(([id, rights]) =>
    isMore(after.people.get(id) ?? NOTHING, rights) ? [id] : [],
  )
}

/** The person a change is about; null for one that is about no one person. */
export function subjectOf(change: Change): string | null {
  return 'userId' in change ? change.userId : null
}

/** Whether the person gains, also what separation of duties only holds back for now. */
function gainsForOneself({ before, after }: Compared, id: string): boolean {
  const [less, more] = [before.people.get(id) ?? NOTHING, after.people.get(id) ?? NOTHING]
  return isMore(less, more) || isMore(less, more, 'could')
}

const count = ({ people }: RightsTable, sure: boolean): number =>
  [...people.values()].filter(
    ({ securityAdmin }) => securityAdmin === 'sure' || (!sure && securityAdmin === 'unsure'),
  ).length

/** One whose groups are not known counts only while the groups that give the role stay as they are. */
function leavesNobody({ before, after }: Compared): boolean {
  if (count(before, false) === 0) return false
  return count(after, before.securityGroups !== after.securityGroups) === 0
}

/**
 * Refuses a change that gives rights to one of the people who make it, be it to the account or through a group they are in,
 * and one after which no security admin is left. `makers` are who asked and, at approval, who approves. Throws AppError
 * `own_account`, `own_group` or `last_security_admin`.
 */
export function checkRules(change: Change, compared: Compared, makers: readonly string[]): void {
  const subject = subjectOf(change)
  if (subject !== null && makers.includes(subject)) throw new AppError(rights.errors.own_account)
  if (leavesNobody(compared)) throw new AppError(rights.errors.last_security_admin)
  if (makers.some((id) => gainsForOneself(compared, id))) throw new AppError(rights.errors.own_group)
}

const ALWAYS_WAITS: ReadonlySet<Change['kind']> = new Set(['audit_export', 'model_release'])
/** What takes away, unless it gives somebody more on the way. */
const TAKES_AWAY: ReadonlySet<Change['kind']> = new Set([
  'roles',
  'user_state',
  'mapping_removed',
  'department_removed',
  'delegation_ended',
  'library_site_withdrawn',
])

/** Switching a protection on, or off. */
function protects(change: Change): 'on' | 'off' | null {
  if (change.kind !== 'policy' || (change.key !== 'fourEyes' && change.key !== 'separation')) return null
  return (change.value as { enabled?: unknown } | null)?.enabled === true ? 'on' : 'off'
}

/**
 * Whether a change waits for a second person: with four eyes everything that gives rights or loosens a rule; what only takes
 * away acts at once. An export or a release always waits, and so does switching a protection off in a hospital.
 */
export function mustWait(
  change: Change,
  { fourEyes, hospital, gains }: { fourEyes: boolean; hospital: boolean; gains: boolean },
): boolean {
  if (ALWAYS_WAITS.has(change.kind)) return true
  const protection = protects(change)
  if (protection === 'off' && hospital) return true
  if (!fourEyes || protection === 'on') return false
  return gains || !TAKES_AWAY.has(change.kind)
}
