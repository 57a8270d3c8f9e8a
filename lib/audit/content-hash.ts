import 'server-only'
import { createHmac } from 'node:crypto'
import { secret } from '@/lib/config/env'

const LABELS = { input: 'in:v1\0', output: 'out:v1\0' } as const

/**
 * Keyed hash (hex) of a question or an answer. The label keeps an answer that is quoted as a question from
 * having the same hash. Throws when the secret is missing or damaged.
 */
export function contentHash(kind: keyof typeof LABELS, text: string): string {
  return createHmac('sha256', secret('audit-content')).update(LABELS[kind]).update(text, 'utf8').digest('hex')
}
