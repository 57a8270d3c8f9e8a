import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/errors/app-error'
import { exportFileSchema, type ExportFile } from '@/lib/templates/contract'
import { TEMPLATE_SCHEMA } from '@/lib/templates/pure/definition'
import { fileStatement } from '@/lib/templates/export-templates'
import { publicKeyId, signatureHolds } from '@/lib/audit/audit-format'
import { templates } from '@/lib/templates/feature'

const headSchema = z.looseObject({ format: z.literal('innerward-templates'), schema: z.int().positive() })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown
  } catch {
    throw new AppError(templates.errors.template_file_invalid)
  }
}

/** The id of the key in a file, or null when it is no key. */
function keyIdOf(pem: string): string | null {
  try {
    return publicKeyId(pem)
  } catch {
    return null
  }
}

/**
 * A file of templates whose signature holds; each template in it is still to be looked at. Throws AppError
 * `template_file_newer` for the form of a newer portal, `template_file_invalid` for anything else of another form, and
 * `template_file_altered` when signature, key and content do not belong together.
 */
export function readTemplateFile(text: string): ExportFile {
  const raw = parseJson(text)
  const head = headSchema.safeParse(raw)
  if (!head.success) throw new AppError(templates.errors.template_file_invalid)
  const { schema } = head.data
  if (schema > TEMPLATE_SCHEMA) {
    throw new AppError(templates.errors.template_file_newer, { version: schema, supported: TEMPLATE_SCHEMA })
  }
  const file = exportFileSchema.safeParse(raw)
  if (!file.success) throw new AppError(templates.errors.template_file_invalid)
  const { signature, publicKey, keyId } = file.data
  const holds =
    keyIdOf(publicKey) === keyId &&
    signatureHolds('templates', { ...fileStatement(file.data), signature }, publicKey)
  if (!holds) throw new AppError(templates.errors.template_file_altered)
  return file.data
}
