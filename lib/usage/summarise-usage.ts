import 'server-only'
import { recordAlone } from '@/lib/audit/record-event'
import { authEvents } from '@/lib/auth/events'
import { usageScope } from '@/lib/usage/usage-scope'
import type { PolicyValue } from '@/lib/feature/define-feature'
import type { Actor } from '@/lib/shared/actor'
import { readPolicy } from '@/lib/policies/read-policy'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { hospitalDay, shiftDay } from '@/lib/shared/hospital-day'
import type { UsageOutput, UsageQuery } from '@/lib/usage/contract'
import { usage } from '@/lib/usage/feature'
import { nameTemplates } from '@/lib/usage/name-templates'
import { publishProtected, type Block } from '@/lib/usage/publish-protected'
import { publishOpenly, type Published } from '@/lib/usage/publish-tally'
import { readRuns, type RunSelection } from '@/lib/usage/read-runs'
import { daysOf, resolvePeriods, type Period } from '@/lib/usage/resolve-period'
import { Tally } from '@/lib/usage/tally-runs'

interface Reader {
  actor: Actor
  requestId: string
}

async function denied({ actor, requestId }: Reader): Promise<AppError> {
  const detail = { permission: 'usage:read' as const }
  await recordAlone({ event: authEvents['access.denied'], outcome: 'refused', actor, requestId, detail })
  return new AppError('forbidden')
}

async function departmentsOf(query: UsageQuery, reader: Reader) {
  const scope = usageScope(reader.actor)
  const departments = await (
    await db()
  ).department.findMany({
    where: scope === 'all' ? {} : { id: { in: [...scope] } },
    orderBy: { code: 'asc' },
    select: { id: true, nameZh: true, nameEn: true },
  })
  const own = departments.map(({ id }) => id)
  if (query.department !== undefined && !own.includes(query.department)) throw await denied(reader)
  const covered = query.department === undefined ? own : [query.department]
  const everybody = scope === 'all' && query.department === undefined
  return { departments, covered, selected: everybody ? ('all' as const) : covered }
}

interface Asked {
  groupBy: UsageQuery['groupBy']
  policy: PolicyValue<typeof usage.policies.usage>
}

async function publish(selection: RunSelection, { groupBy, policy }: Asked): Promise<Published> {
  const blocks = new Map<string, Block>()
  for await (const runs of readRuns(selection)) {
    for (const run of runs) {
      const month = policy.showPeople ? '' : run.day.slice(0, 7)
      const departmentId = policy.showPeople ? '' : run.departmentId
      const key = `${month} ${departmentId}`
      const block = blocks.get(key) ?? { month, departmentId, tally: new Tally(groupBy) }
      blocks.set(key, block)
      block.tally.add(run)
    }
  }
  const all = [...blocks.values()]
  if (!policy.showPeople) return publishProtected(all, { groupBy, smallest: policy.smallestGroup })
  return publishOpenly(all[0]?.tally ?? new Tally(groupBy), groupBy === 'doctor')
}

function tablesOf({ days, heat }: Published, period: Period) {
  const dayAt = (index: number) => shiftDay(period.from, index)
  return {
    days: Array.from({ length: daysOf(period) }, (_, index) => {
      const questions = days.get(dayAt(index))
      return { day: dayAt(index), questions: questions === undefined ? 0 : questions }
    }),
    heat: [...heat].map(([key, questions]) => {
      const [weekday, hour] = key.split('-').map(Number)
      return { weekday: weekday ?? 0, hour: hour ?? 0, questions }
    }),
  }
}

async function templatesOf({ templates }: Published, departments: readonly string[]) {
  const names = await nameTemplates([...templates.keys()], departments)
  return [...templates]
    .map(([template, questions]) => ({ template, name: names.get(template) ?? null, questions }))
    .sort((a, b) => (b.questions ?? -1) - (a.questions ?? -1) || (a.template < b.template ? -1 : 1))
}

/**
 * The figures of a period, from the audit records alone, in the time of Asia/Shanghai: totals, outcomes, waiting times,
 * what the review found, tables by day, hour and template, and rows by the query's grouping; beside those of a second
 * period when asked. Where the policy hides people, see `publishProtected`. Throws AppError `forbidden` for a
 * department outside the reader's scope or for doctors where the policy hides them, `invalid_input` for a wrong period.
 */
export async function summariseUsage(query: UsageQuery, reader: Reader): Promise<UsageOutput> {
  const policy = await readPolicy(usage.policies.usage)
  const { groupBy, doctor } = query
  if ((groupBy === 'doctor' || doctor !== undefined) && !policy.showPeople) throw await denied(reader)
  const { departments, covered, selected } = await departmentsOf(query, reader)
  const today = hospitalDay(new Date())
  const { period, comparison } = resolvePeriods(query, { today, wholeMonths: !policy.showPeople })
  const asked = { groupBy, policy }
  const scope = { departments: selected, doctor }
  const published = await publish({ ...period, ...scope }, asked)
  const compared = comparison && (await publish({ ...comparison, ...scope }, asked))
  const person =
    doctor === undefined || published.figures.totals.questions === 0
      ? null
      : await (await db()).user.findUnique({ where: { id: doctor }, select: { id: true, displayName: true } })
  return {
    ...period,
    periods: policy.showPeople ? 'days' : 'months',
    departments,
    covered,
    person,
    ...published.figures,
    ...tablesOf(published, period),
    templates: await templatesOf(published, covered),
    rows: published.rows,
    suppressedRows: published.suppressedRows,
    withheldMonths: published.withheldMonths,
    comparison: comparison && compared ? { ...comparison, ...compared.figures } : null,
    ...policy,
  }
}
