import 'server-only'
import type { Prisma } from '@prisma/client'
import { consult } from '@/lib/consult/feature'
import { db } from '@/lib/db/client'
import { readPolicy } from '@/lib/policies/read-policy'
import { LOOKED_BACK_DAYS, type Consequences } from '@/lib/rights/consequences/contract'
import { DAY, HOUR } from '@/lib/shared/durations'
import { monthsBefore } from '@/lib/shared/months-before'

type Counts = Consequences['counts']

const lately = () => ({ gt: new Date(Date.now() - LOOKED_BACK_DAYS * DAY) })
const countRecords = async (where: Prisma.AuditEventWhereInput) => (await db()).auditEvent.count({ where })

/** Records older than so many months, which are removed for good. */
export async function recordsBefore(retentionMonths: number): Promise<Counts> {
  const at = { lt: monthsBefore(new Date(), retentionMonths) }
  return [{ what: 'records_pruned', count: await countRecords({ at }) }]
}

/** Questions of late in which identifiers were found: so many the model would have been told as they were, or been refused. */
export async function questionsNaming(): Promise<Counts> {
  const [some, none] = ['"identifiersMasked":', '"identifiersMasked":0']
  const masked = await countRecords({
    event: 'consult.started',
    at: lately(),
    AND: [{ detail: { contains: some } }, { NOT: { detail: { contains: none } } }],
  })
  const refused = await countRecords({
    event: 'consult.refused',
    at: lately(),
    detail: { contains: '"code":"identifiers_found"' },
  })
  return [
    { what: 'questions_masked', count: masked },
    { what: 'questions_refused', count: refused },
  ]
}

/** Answers of late that cite no passage: of those with a dose or a limit, copy and print would have been kept. */
export async function answersUnsourced(): Promise<Counts> {
  const cites = { detail: { contains: '"passagesCited":' } }
  const citesNone = { detail: { contains: '"passagesCited":0' } }
  const count = await countRecords({
    event: 'consult.finished',
    outcome: 'complete',
    at: lately(),
    OR: [{ detail: null }, { NOT: cites }, citesNone],
  })
  return [{ what: 'answers_unsourced', count }]
}

/** Answers of late in which rules spoke that would be silent from then on and are not now. */
export async function warningsGone(key: 'review' | 'redFlags', off: readonly string[]): Promise<Counts> {
  const already = (await readPolicy(consult.policies[key])).switchedOff
  const going = off.filter((id) => !already.includes(id))
  // A finding is recorded with how often it was made, a red flag by its id alone.
  const spoke = going.map((id) => ({ detail: { contains: key === 'review' ? `"${id}=` : `"${id}"` } }))
  const count =
    going.length === 0 ? 0 : await countRecords({ event: 'consult.finished', at: lately(), OR: spoke })
  return [{ what: 'warnings_gone', count }]
}

/** People who have asked as often within the hour as would be allowed, or more: they would have to wait. */
export async function peopleOver(limit: number, which: 'any' | 'rounds'): Promise<Counts> {
  const rounds = which === 'rounds' ? { detail: { contains: '"priority":"rounds"' } } : {}
  const asked = await (
    await db()
  ).auditEvent.groupBy({
    by: ['actorId'],
    where: { event: 'consult.started', at: { gt: new Date(Date.now() - HOUR) }, ...rounds },
    _count: true,
  })
  const over = asked.filter(({ _count }) => _count >= limit)
  return [{ what: which === 'rounds' ? 'people_over_rounds' : 'people_over_limit', count: over.length }]
}
