import 'server-only'
import { recordEvent } from '@/lib/audit/record-event'
import type { Tx } from '@/lib/db/client'
import type { By } from '@/lib/templates/add-version'
import { storedDefinition } from '@/lib/templates/canonical-definition'
import type { TemplateDefinition } from '@/lib/templates/pure/definition'
import { templatesEvents } from '@/lib/templates/events'

const WAITS_DAYS = 14
const DAY_MS = 24 * 60 * 60 * 1000

interface Proposed {
  scope: string
  departmentId: string | null
  templateId: string | null
  baseVersion: number | null
  definition: TemplateDefinition
  note: string
}

/** Keeps a version for a second person, inside the caller's transaction. */
export async function storeProposal(
  tx: Tx,
  { definition, ...proposed }: Proposed,
  { actor, requestId }: By,
): Promise<void> {
  const stored = storedDefinition(definition)
  const row = await tx.templateProposal.create({
    data: {
      ...proposed,
      definition: stored.definition,
      requestedById: actor.userId,
      expiresAt: new Date(Date.now() + WAITS_DAYS * DAY_MS),
    },
  })
  const { scope, departmentId, templateId } = proposed
  const detail = { proposalId: row.id, scope, departmentId, templateId, sha256: stored.sha256 }
  await recordEvent(tx, {
    event: templatesEvents['template.proposed'],
    outcome: 'ok',
    actor,
    requestId,
    detail,
  })
}
