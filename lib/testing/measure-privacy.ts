import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { findIdentifiers } from '@/lib/privacy/find-identifiers'
import { CLINICAL_SENTENCES, generateCases, type PrivacyCase } from '@/lib/testing/privacy-cases'

const identifiersOf = (text: string) =>
  findIdentifiers(text, { dictionary: builtInDictionary(), locale: 'zh-CN' })

/** Whether every character of the secret, wherever it stands, lies inside something that was found. */
function isCovered(text: string, secret: string): boolean {
  const found = identifiersOf(text)
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
    const end = at + secret.length
    for (let i = at; i < end; i += 1) {
      if (!found.some(({ start, end: to }) => start <= i && i < to)) return false
    }
  }
  return true
}

export interface PrivacyMeasure {
  identifiers: number
  /** Share of identifiers that are covered entirely. */
  recall: number
  missed: PrivacyCase[]
  /** Share of clinical sentences in which anything was taken for an identifier. */
  overMasked: number
  wrong: string[]
}

/** Recall on generated cases and over-masking on clinical sentences. */
export function measurePrivacy(count: number, seed: number): PrivacyMeasure {
  const cases = generateCases(count, seed)
  const missed = cases.flatMap(({ text, secrets }) =>
    secrets.filter((secret) => !isCovered(text, secret)).map((secret) => ({ text, secrets: [secret] })),
  )
  const identifiers = cases.reduce((sum, { secrets }) => sum + secrets.length, 0)
  const wrong = CLINICAL_SENTENCES.flatMap((text) => {
    const found = identifiersOf(text)
    return found.length > 0 ? [`${text} ← ${found.map(({ surface }) => surface).join(' | ')}`] : []
  })
  return {
    identifiers,
    recall: 1 - missed.length / identifiers,
    missed,
    overMasked: wrong.length / CLINICAL_SENTENCES.length,
    wrong,
  }
}
