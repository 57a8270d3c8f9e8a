import 'server-only'
import type { AuditEvent } from '@prisma/client'
import type { z } from 'zod'
import { recordAlone } from '@/lib/audit/record-event'
import { usageScope, type Actor } from '@/lib/auth/permissions'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { dayRange, hospitalDay, shiftDay } from '@/lib/shared/hospital-day'
import type { UsageOutput, UsageQuery, usageOutput } from '@/lib/usage/contract'

const DEFAULT_DAYS = 28
const COUNTED = ['complete', 'stopped', 'truncated', 'repeated'] as const
type Row = Pick<
  AuditEvent,
  'at' | 'actorId' | 'actorName' | 'outcome' | 'answerTokens' | 'firstTokenMs' | 'departmentId'
>

function median(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const upper = sorted[sorted.length >> 1]
  const lower = sorted[(sorted.length - 1) >> 1]
  return upper === undefined || lower === undefined ? null : Math.round((upper + lower) / 2)
}

const sum = (rows: readonly Row[]): number => rows.reduce((total, row) => total + (row.answerTokens ?? 0), 0)

function toUsageRow(key: string, rows: readonly Row[]): UsageOutput['rows'][number] {
  const count = (outcome: string) => rows.filter((row) => row.outcome === outcome).length
  const counts = COUNTED.map((outcome) => [outcome, count(outcome)] as const)
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
    medianFirstTokenMs: median(rows.flatMap(({ firstTokenMs }) => firstTokenMs ?? [])),
  }
}

async function denied(actor: Actor, requestId: string): Promise<AppError> {
  const detail = { permission: 'usage:read' }
  await recordAlone({ event: 'access.denied', outcome: 'refused', actor, requestId, detail })
  return new AppError('forbidden')
}

/**
 * Counts of answered questions by day or by doctor, from the audit records alone, in days of Asia/Shanghai.
 * Throws AppError `forbidden` for a department outside the reader's scope, `invalid_input` for a reversed range.
 */
export async function summariseUsage(
  query: UsageQuery,
  { actor, requestId }: { actor: Actor; requestId: string },
): Promise<z.infer<typeof usageOutput>> {
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
  })
  const groups = Map.groupBy(rows, (row) =>
    query.groupBy === 'day' ? hospitalDay(row.at) : (row.actorId ?? ''),
  )
  const named = [...groups].map(([key, group]) =>
    toUsageRow(query.groupBy === 'day' ? key : (group.at(-1)?.actorName ?? key), group),
  )
  return {
    from,
    to,
    departments,
    covered,
    totals: {
      questions: rows.length,
      doctors: new Set(rows.map(({ actorId }) => actorId)).size,
      answerTokens: sum(rows),
    },
    rows: named.sort((a, b) => (a.key < b.key ? -1 : 1)),
  }
}
