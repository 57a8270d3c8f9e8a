import 'server-only'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { addVersion } from '@/lib/templates/add-version'
import { BUILT_IN } from '@/lib/templates/built-in/catalogue'
import { storedDefinition } from '@/lib/templates/canonical-definition'
import { definitionSchema } from '@/lib/templates/pure/definition'
import { templatesEvents } from '@/lib/templates/events'

/**
 * Adds the templates that come with the portal for the whole hospital, and a new version where an upgrade changed one.
 * Doing it again changes nothing; a template that was taken out of use stays so.
 */
export async function seedBuiltIn(): Promise<void> {
  await inAuditedTransaction(async (tx) => {
    const changed: string[] = []
    for (const { id, edition, ...raw } of BUILT_IN) {
      const definition = definitionSchema.parse(raw.definition)
      const { sha256 } = storedDefinition(definition)
      const kept = await tx.template.findUnique({ where: { id }, include: { versions: true } })
      if (kept?.versions.some((version) => version.sha256 === sha256)) continue
      const row =
        kept ?? (await tx.template.create({ data: { id, scope: 'hospital', builtIn: true, current: 0 } }))
      await addVersion(tx, row, { definition, note: edition, createdById: null, approvedById: null })
      changed.push(id)
    }
    if (changed.length === 0) return
    const detail = { templateIds: changed, scope: 'hospital', builtIn: true as const }
    await recordEvent(tx, { event: templatesEvents['template.changed'], outcome: 'ok', actor: null, detail })
  })
}
