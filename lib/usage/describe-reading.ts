import 'server-only'
import { resolveId } from '@/lib/audit/resolve-id'
import type { UsageQuery } from '@/lib/usage/contract'

type Asked = Pick<UsageQuery, 'groupBy' | 'department' | 'doctor' | 'from' | 'to'>

/** What the trail holds of a reading of the figures: the grouping, the days, and department and doctor if there are such. */
export async function describeReading({ groupBy, department, doctor, from, to }: Asked) {
  return {
    groupBy,
    department: await resolveId('department', department),
    doctor: await resolveId('user', doctor),
    from: from ?? null,
    to: to ?? null,
  }
}
