import 'server-only'
import type { z } from 'zod'
import type { readinessOutput } from '@/lib/operations/contract'
import { readParts } from '@/lib/operations/health/read-parts'
import { isCollector } from '@/lib/operations/require-collector'

type Readiness = z.infer<typeof readinessOutput>

/**
 * Whether questions can be asked: `failed` while trail, disk, database or engine are, `degraded` while everything works for
 * those who are signed in. Which part it is, is for this machine and for who has the token of the metrics.
 */
export async function readReadiness(request: Request): Promise<Readiness> {
  const parts = await readParts()
  const has = (state: Readiness['status']): boolean => parts.some((part) => part.state === state)
  const status = has('failed') ? 'failed' : has('degraded') ? 'degraded' : 'ready'
  return isCollector(request) ? { status, parts } : { status }
}
