import 'server-only'
import { createHmac } from 'node:crypto'
import { allKeys, currentKey, type AuditKey } from '@/lib/audit/keys'

/** `card`, `passages`: what the model was told before a question. `typed`: what a person typed into a filter or a form and the trail must not hold. */
const LABELS = {
  input: 'in:v1\0',
  output: 'out:v1\0',
  card: 'card:v1\0',
  passages: 'passages:v1\0',
  typed: 'typed:v1\0',
} as const
export type ContentKind = keyof typeof LABELS

const hashWith = ({ key, keyId }: AuditKey, kind: ContentKind, text: string): string =>
  `${keyId}:${createHmac('sha256', key).update(LABELS[kind]).update(text, 'utf8').digest('hex')}`

/**
 * Keyed hash of a question, an answer or a typed word, `<key id>:<hex>`. The label keeps an answer that is quoted as a
 * question from having the same hash. Throws when the secret is missing or damaged.
 */
export function contentHash(kind: ContentKind, text: string): string {
  return hashWith(currentKey('audit-content'), kind, text)
}

/** The hash of a text under every content key that still exists, for looking it up. */
export function contentHashes(kind: ContentKind, text: string): string[] {
  return allKeys('audit-content').map((key) => hashWith(key, kind, text))
}
