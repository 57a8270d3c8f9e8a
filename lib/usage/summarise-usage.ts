import 'server-only'
import type { AuditEvent } from '@prisma/client'
import type { z } from 'zod'
import { recordAlone } from '@/lib/audit/record-event'
import { usageScope, type Actor } from '@/lib/auth/permissions'
import type { PolicyOf } from '@/lib/config/contract'
import { readPolicy } from '@/lib/config/read-policy'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { dayRange, hospitalDay, hospitalHour, hospitalWeekday, shiftDay } from '@/lib/shared/hospital-day'
import { percentile, suppressedKeys } from '@/lib/usage/suppress-small'
import type { UsageOutput, UsageQuery, usageOutput } from '@/lib/usage/contract'

const DEFAULT_DAYS = 28
const COLUMNS = {
  at: true,
  actorId: true,
  actorName: true,
  outcome: true,
  answerTokens: true,
  firstTokenMs: true,
  queueMs: true,
  templateVersion: true,
} as const
const COUNTED = ['complete', 'stopped', 'truncated', 'repeated'] as const
type Row = Pick<
  AuditEvent,
  'at' | 'actorId' | 'actorName' | 'outcome' | 'answerTokens' | 'firstTokenMs' | 'queueMs' | 'templateVersion'
>

const sum = (rows: readonly Row[]): number => rows.reduce((total, row) => total + (row.answerTokens ?? 0), 0)

function toUsageRow(key: string, rows: readonly Row[]): UsageOutput['rows'][number] {
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length
  const counts = COUNTED.map((outcome) => [outcome, count(outcome)] as const)
  const firstToken = rows.flatMap(({ firstTokenMs }) => firstTokenMs ?? [])
  const queue = rows.flatMap(({ queueMs }) => queueMs ?? [])
  const known = counts.reduce((total, [, value]) => total + value, 0)
  return {
    key,
    questions: rows.length,
    complete: count('complete'),
    stopped: count('stopped'),
    truncated: count('truncated'),
    repeated: count('repeated'),
    failed: rows.length - known,
    answerTokens: sum(rows),
    medianFirstTokenMs: percentile(firstToken, 0.5),
    p95FirstTokenMs: percentile(firstToken, 0.95),
    medianQueueMs: percentile(queue, 0.5),
    p95QueueMs: percentile(queue, 0.95),
  }
}

async function denied(actor: Actor, requestId: string): Promise<AppError> {
  const detail = { permission: 'usage:read' }
  await recordAlone({ event: 'access.denied', outcome: 'refused', actor, requestId, detail })
  return new AppError('forbidden')
}

const KEY_OF: Record<UsageQuery['groupBy'], (row: Row) => string> = {
  day: ({ at }) => hospitalDay(at),
  hour: ({ at }) => String(hospitalHour(at)).padStart(2, '0'),
  weekday: ({ at }) => String(hospitalWeekday(at)),
  template: ({ templateVersion }) => templateVersion ?? '—',
  doctor: ({ actorId }) => actorId ?? '',
}

const doctorsOf = (rows: readonly Row[]): number => new Set(rows.map(({ actorId }) => actorId)).size

/** Rows by the query's grouping, without those that too few doctors stand behind where people may not be shown. */
function groupRows(rows: readonly Row[], { groupBy }: UsageQuery, policy: PolicyOf<'usage'>) {
  const groups = [...Map.groupBy(rows, KEY_OF[groupBy])]
  const sizes = groups.map(([key, group]) => ({ key, doctors: doctorsOf(group), questions: group.length }))
  const hidden = policy.showPeople ? new Set() : suppressedKeys(sizes, policy.smallestGroup)
  const shown = groups
    .filter(([key]) => !hidden.has(key))
    .map(([key, group]) => toUsageRow(groupBy === 'doctor' ? (group.at(-1)?.actorName ?? key) : key, group))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
  return { shown, suppressedRows: hidden.size }
}

async function readRange(query: UsageQuery, { actor, requestId }: Reader) {
  const scope = usageScope(actor)
  const client = await db()
  const departments = await client.department.findMany({
    where: scope === 'all' ? {} : { id: { in: [...scope] } },
    orderBy: { code: 'asc' },
    select: { id: true, nameZh: true, nameEn: true },
  })
  const own = departments.map(({ id }) => id)
  if (query.department && !own.includes(query.department)) throw await denied(actor, requestId)
  const to = query.to ?? hospitalDay(new Date())
  const from = query.from ?? shiftDay(to, 1 - DEFAULT_DAYS)
  if (from > to) throw new AppError('invalid_input', { fields: 'from, to' })
  const at = dayRange({ from, to })
  const covered = query.department ? [query.department] : own
  const everybody = scope === 'all' && !query.department
  const rows = await client.auditEvent.findMany({
    where: {
      event: 'consult.finished',
      ...(at ? { at } : {}),
      ...(everybody ? {} : { departmentId: { in: covered } }),
    },
    orderBy: { id: 'asc' },
    select: COLUMNS,
  })
  return { from, to, departments, covered, rows }
}

interface Reader {
  actor: Actor
  requestId: string
}

/**
 * Counts of answered questions by day, hour, weekday, template or doctor, from the audit records alone, in the time of
 * Asia/Shanghai. Where the policy hides people, small groups are left out. Throws AppError `forbidden` for a department
 * outside the reader's scope or for doctors where the policy hides them, `invalid_input` for a reversed range.
 */
export async function summariseUsage(
  query: UsageQuery,
  reader: Reader,
): Promise<z.infer<typeof usageOutput>> {
  const policy = await readPolicy('usage')
  if (query.groupBy === 'doctor' && !policy.showPeople) throw await denied(reader.actor, reader.requestId)
  const { rows, ...range } = await readRange(query, reader)
  const { shown, suppressedRows } = groupRows(rows, query, policy)
  const doctors = doctorsOf(rows)
  const withheld = !policy.showPeople && doctors > 0 && doctors < policy.smallestGroup
  return {
    ...range,
    totals: withheld
      ? { questions: 0, doctors: 0, answerTokens: 0 }
      : { questions: rows.length, doctors, answerTokens: sum(rows) },
    rows: shown,
    suppressedRows,
    withheld,
    ...policy,
  }
}
