import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import type { Identifier } from '@/lib/privacy/contract'
import { findIdentifiers } from '@/lib/privacy/find-identifiers'
import type { Locale } from '@/lib/shared/locale'

/** The identifiers of each text by the portal's own tables, found here and not in a reader. */
export function findWithBuiltIn(texts: readonly string[], locale: Locale): Promise<Identifier[][]> {
  const reader = { dictionary: builtInDictionary(), locale }
  return Promise.resolve(texts.map((text) => findIdentifiers(text, reader)))
}

/** What is found in a text, as `kind:surface`, in the order of the text. */
export const foundIn = (text: string, locale: Locale = 'zh-CN'): string[] =>
  findIdentifiers(text, { dictionary: builtInDictionary(), locale }).map(
    ({ kind, surface }) => `${kind}:${surface}`,
  )
