import 'server-only'
import { createHash } from 'node:crypto'
import { publicKey, signStatement } from '@/lib/audit/keys'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { AppError } from '@/lib/errors/app-error'
import type { By } from '@/lib/templates/add-version'
import { canonicalJson } from '@/lib/shared/canonical-json'
import { type ExportFile } from '@/lib/templates/contract'
import { TEMPLATE_SCHEMA } from '@/lib/templates/pure/definition'
import { templatesEvents } from '@/lib/templates/events'
import { seenVersion } from '@/lib/templates/find-template'

const EXPORT_MAX = 200

/** What the signature of a file is over: its templates by their hash, and the facts beside them. */
export function fileStatement({ schema, at, keyId, templates }: Omit<ExportFile, 'publicKey' | 'signature'>) {
  const sha256 = createHash('sha256').update(canonicalJson(templates)).digest('hex')
  return { schema, at, keyId, count: templates.length, sha256 }
}

/**
 * The versions in use of some templates as a signed file. Recorded before it is sent. Throws AppError `not_found` when one
 * of them is not the person's to see, `invalid_input` for none or too many.
 */
export async function exportTemplates(ids: readonly string[], { actor, requestId }: By): Promise<Response> {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0 || wanted.length > EXPORT_MAX) {
    throw new AppError('invalid_input', { fields: 'ids' })
  }
  const templates = await inAuditedTransaction(async (tx) => {
    const found: ExportFile['templates'] = []
    for (const id of wanted) {
      const { version, definition } = await seenVersion(tx, { id }, actor)
      found.push({ id, version: version.number, sha256: version.sha256, definition })
    }
    const detail = { count: found.length, templateIds: wanted }
    await recordEvent(tx, {
      event: templatesEvents['template.exported'],
      outcome: 'ok',
      actor,
      requestId,
      detail,
    })
    return found
  })
  const { pem, keyId } = publicKey()
  const unsigned = {
    format: 'innerward-templates' as const,
    schema: TEMPLATE_SCHEMA,
    at: new Date().toISOString(),
    keyId,
    templates,
  }
  const signature = signStatement('templates', fileStatement(unsigned))
  const file: ExportFile = { ...unsigned, publicKey: pem, signature }
  return new Response(`${JSON.stringify(file, null, 2)}\n`, {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="innerward-templates.json"',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
