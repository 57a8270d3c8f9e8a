import { z } from 'zod'
import { decodeText } from '@/lib/documents/read/decode-text'
import { ItemFault, problemOf, type ReadItem } from '@/lib/documents/read/item'
import { isBoundedJson } from '@/lib/shared/bounded-json'

/** FHIR nests a dozen levels; a file of two thousand documents has some ten thousand values. */
const BOUNDS = { depth: 64, values: 2_000_000 }
const TEXT_KEYS = [
  'text',
  'content',
  'summary',
  'note',
  'document',
  '出院小结',
  '出院记录',
  '内容',
  '正文',
  '文本',
]

const attachmentSchema = z.object({
  contentType: z.string().optional(),
  data: z.string().optional(),
  url: z.string().optional(),
})
/** FHIR R4 DocumentReference, the parts that carry text. */
const documentReferenceSchema = z.object({
  resourceType: z.literal('DocumentReference'),
  content: z.array(z.object({ attachment: attachmentSchema })),
})
const bundleSchema = z.object({
  resourceType: z.literal('Bundle'),
  entry: z.array(z.object({ resource: z.unknown().optional() })).default([]),
})

/** An attachment's text; only text is taken. A link is never followed. */
function attachmentText({ contentType = 'text/plain', data, url }: z.infer<typeof attachmentSchema>): string {
  if (data === undefined) throw new ItemFault(url === undefined ? 'empty' : 'external_attachment')
  if (!/^text\/(?:plain|markdown)\b/i.test(contentType)) throw new ItemFault('unsupported')
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(data)) throw new ItemFault('damaged')
  return decodeText(Buffer.from(data, 'base64'))
}

function* documentReferenceItems(name: string, resource: unknown): Generator<ReadItem> {
  const parsed = documentReferenceSchema.safeParse(resource)
  if (!parsed.success) yield { name, problem: 'bad_json' }
  const content = parsed.data?.content ?? []
  for (const [i, { attachment }] of content.entries()) {
    const item = content.length > 1 ? `${name}/${i + 1}` : name
    try {
      yield { name: item, text: attachmentText(attachment) }
    } catch (error) {
      yield { name: item, problem: problemOf(error) }
    }
  }
}

const typeOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'resourceType' in value ? value.resourceType : undefined

function* bundleItems(name: string, value: unknown): Generator<ReadItem> {
  const parsed = bundleSchema.safeParse(value)
  if (!parsed.success) yield { name, problem: 'bad_json' }
  const entries = parsed.data?.entry ?? []
  const documents = entries.filter(({ resource }) => typeOf(resource) === 'DocumentReference')
  if (parsed.success && documents.length === 0) yield { name, problem: 'no_document' }
  for (const [i, { resource }] of documents.entries()) {
    yield* documentReferenceItems(`${name} #${i + 1}`, resource)
  }
}

function textOf(value: object): string | undefined {
  return TEXT_KEYS.map((key) => (value as Record<string, unknown>)[key]).find(
    (text) => typeof text === 'string',
  )
}

function* valueItems(name: string, value: unknown): Generator<ReadItem> {
  if (typeof value === 'string') yield { name, text: value }
  else if (typeof value !== 'object' || value === null) yield { name, problem: 'bad_json' }
  else if (typeOf(value) === 'DocumentReference') yield* documentReferenceItems(name, value)
  else if (typeOf(value) === 'Bundle') yield* bundleItems(name, value)
  else {
    const text = textOf(value)
    yield text === undefined ? { name, problem: 'no_document' } : { name, text }
  }
}

function parseJson(text: string): unknown {
  if (!isBoundedJson(text, BOUNDS)) throw new ItemFault('bad_json')
  try {
    return JSON.parse(text)
  } catch {
    throw new ItemFault('bad_json')
  }
}

/** A JSON file: a FHIR DocumentReference or Bundle, an object with a text, or a list of those. Throws ItemFault `bad_json`. */
export function* readJson(name: string, text: string): Generator<ReadItem> {
  const value = parseJson(text)
  if (!Array.isArray(value)) yield* valueItems(name, value)
  else for (const [i, one] of value.entries()) yield* valueItems(`${name} #${i + 1}`, one)
}

/** One JSON value a line. A broken line is a problem of its own. */
export function* readJsonLines(name: string, text: string): Generator<ReadItem> {
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue
    const item = `${name} #${i + 1}`
    try {
      yield* valueItems(item, parseJson(line))
    } catch (error) {
      yield { name: item, problem: problemOf(error) }
    }
  }
}
