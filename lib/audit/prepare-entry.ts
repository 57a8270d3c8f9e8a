import type { AuditOutcome } from '@/lib/audit/contract'
import { detailText, type WithDetail } from '@/lib/audit/event-detail'
import type { AuditEvent } from '@/lib/feature/define-server'
import type { Actor } from '@/lib/shared/actor'
import { cleanName } from '@/lib/shared/plain-text'

interface AuditFacts {
  outcome: AuditOutcome
  actor: Pick<Actor, 'userId' | 'displayName' | 'departmentId'> | null
  requestId?: string
  runId?: string
  locale?: string
  inputHmac?: string
  outputHmac?: string
  modelId?: string
  modelSha256?: string
  templateVersion?: string
  promptTokens?: number
  cachedTokens?: number
  thoughtTokens?: number
  answerTokens?: number
  queueMs?: number
  firstTokenMs?: number
  totalMs?: number
  structure?: string
}

/**
 * One fact for the trail, with the details that its event names: each feature brings its events (`lib/<feature>/events.ts`). The actor comes from the session row, never
 * from the caller's input.
 */
export type AuditEntry<E extends AuditEvent = AuditEvent> = AuditFacts & {
  event: E
} & WithDetail<E>

/** The columns of a record that its caller knows. */
export interface Prepared extends Omit<AuditFacts, 'actor'> {
  event: string
  actorId: string | null
  actorName: string | null
  departmentId: string | null
  detail: string | null
}

/** The columns of an entry. Throws ZodError for details that its event does not name. */
export function prepareEntry(entry: AuditFacts & { event: AuditEvent; detail?: unknown }): Prepared {
  const { actor, event, detail, ...facts } = entry
  return {
    ...facts,
    event: event.name,
    actorId: actor?.userId ?? null,
    actorName: actor ? cleanName(actor.displayName) : null,
    departmentId: actor?.departmentId ?? null,
    detail: detailText({ event, detail }),
  }
}
