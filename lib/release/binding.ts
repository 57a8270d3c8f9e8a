import { createHash } from 'node:crypto'
import type { ModelSettings } from '@/lib/release/contract'
import { canonicalJson } from '@/lib/shared/canonical-json'

export interface Bound extends ModelSettings {
  /** SHA-256 of the model's files. */
  sha256: string
  /** SHA-256 of the result file of its evaluation. */
  evaluation: string
}

/** What a release is bound to, as SHA-256 in hex: it changes, and the release lapses, when any part of it changes. */
export function bindingOf({ sha256, promptFormat, sampling, kvType, evaluation }: Bound): string {
  const text = canonicalJson({ sha256, promptFormat, sampling, kvType, evaluation })
  return createHash('sha256').update(text).digest('hex')
}
