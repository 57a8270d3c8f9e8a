import 'server-only'
import type { z } from 'zod'
import { publicKey } from '@/lib/audit/keys'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import type { Actor } from '@/lib/shared/actor'
import { db, type Tx } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { errorSentence } from '@/lib/http/problem'
import type { By } from '@/lib/templates/add-version'
import { readDefinition, storedDefinition } from '@/lib/templates/canonical-definition'
import {
  type ExportFile,
  type ImportItem,
  type importInput,
  type importOutput,
} from '@/lib/templates/contract'
import { definitionSchema, type TemplateDefinition } from '@/lib/templates/pure/definition'
import { currentVersions } from '@/lib/templates/current-versions'
import { templatesEvents } from '@/lib/templates/events'
import { guardDefinition } from '@/lib/templates/guard-definition'
import { readTemplateFile } from '@/lib/templates/read-template-file'
import { storeOwnVersion, storePersonal } from '@/lib/templates/save-template'

interface Own {
  id: string
  current: number
  definition: TemplateDefinition
}

async function ownTemplates(tx: Tx, { userId }: Actor): Promise<Own[]> {
  const rows = await tx.template.findMany({ where: { ownerId: userId, removedAt: null } })
  const versions = await currentVersions(tx, rows)
  return rows.flatMap(({ id, current }) => {
    const version = versions.get(id)
    return version ? [{ id, current, definition: readDefinition(version.definition) }] : []
  })
}

const sameHash = (a: TemplateDefinition, b: TemplateDefinition): boolean =>
  storedDefinition(a).sha256 === storedDefinition(b).sha256

interface Reader {
  own: readonly Own[]
  actor: Actor
}

async function readItem(
  one: ExportFile['templates'][number],
  position: number,
  { own, actor }: Reader,
): Promise<ImportItem> {
  const parsed = definitionSchema.safeParse(one.definition)
  const sentence = (error: AppError) => errorSentence(error.code, actor.locale, error.params)
  if (!parsed.success) {
    const fields = [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))].slice(0, 5).join(', ')
    const reason = sentence(new AppError('invalid_input', { fields: fields || '—' }))
    const name = (one.definition as { name?: unknown } | null)?.name
    const shown = typeof name === 'string' ? name.slice(0, 80) : one.id
    return { position, name: shown, state: 'invalid', reason, definition: null, existing: null }
  }
  const definition = parsed.data
  const refusal = await guardDefinition(definition).then(
    () => null,
    (error: unknown) => {
      if (error instanceof AppError) return error
      throw error
    },
  )
  const { name } = definition
  if (refusal) {
    return { position, name, state: 'invalid', reason: sentence(refusal), definition: null, existing: null }
  }
  const existing = own.find(({ id, definition: mine }) => id === one.id || mine.name === name) ?? null
  const state = existing ? (sameHash(existing.definition, definition) ? 'same' : 'conflict') : 'new'
  return { position, name, state, reason: null, definition, existing }
}

type Choices = NonNullable<z.infer<typeof importInput>['choices']>

/** Writes what was chosen, all or nothing, and returns how many were added and replaced. */
async function merge(items: readonly ImportItem[], choices: Choices, by: By) {
  return inAuditedTransaction(async (tx) => {
    const done = { added: 0, replaced: 0 }
    for (const { position, definition, existing } of items) {
      const choice = choices[String(position)]
      if (!definition || choice === undefined || choice === 'keep' || choice === 'skip') continue
      if (choice === 'replace' && existing) {
        await storeOwnVersion(tx, { id: existing.id, base: existing.current, definition, note: '' }, by)
        done.replaced += 1
      } else {
        await storePersonal(tx, { definition, note: '' }, by)
        done.added += 1
      }
    }
    const { actor, requestId } = by
    await recordEvent(tx, {
      event: templatesEvents['template.imported'],
      outcome: 'ok',
      actor,
      requestId,
      detail: done,
    })
    return done
  })
}

/**
 * Reads a file of templates and says of each whether it is new, meets one of the person's own, or cannot be taken, and
 * why. With choices it then adds and replaces what was chosen; imported templates are personal, and are published like
 * any other. Throws AppError as `readTemplateFile` does, `template_limit`, or `stale` when an own one changed meanwhile.
 */
export async function importTemplates(
  { file: text, choices }: z.infer<typeof importInput>,
  by: By,
): Promise<z.infer<typeof importOutput>> {
  const file = readTemplateFile(text)
  const own = await ownTemplates(await db(), by.actor)
  const reader = { own, actor: by.actor }
  const items = await Promise.all(file.templates.map((one, i) => readItem(one, i, reader)))
  const done = choices ? await merge(items, choices, by) : { added: 0, replaced: 0 }
  return { signer: file.keyId === publicKey().keyId ? 'own' : 'other', keyId: file.keyId, items, ...done }
}
