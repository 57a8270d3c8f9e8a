import { languageOf, thoughtLanguage } from '@/lib/clinical/review/language-of'
import { mark, within } from '@/lib/clinical/review/passage'
import type { PassageRule } from '@/lib/clinical/review/reviewed-answer'

/**
 * A hedge; lighter where the sentence names a source, which nobody verified. Doubt in the first person is left alone: it makes readers check (Kim et al., FAccT
 * 2024), and so is the differential, which lists what may be. Once a passage; lighter in the thought, which weighs.
 */
export const vagueWording: PassageRule = (passage) => {
  if (passage.section === 'differential') return []
  for (const sentence of passage.sentences) {
    if (passage.has('doubt', sentence)) continue
    const [hedge] = within(passage.words('hedge'), sentence)
    const sourced = passage.has('source_word', sentence) || passage.has('society', sentence)
    if (hedge) return [mark('vague_wording', hedge, { lighter: sourced || passage.section === null })]
  }
  return []
}

/** Certainty that nobody asked for. A sentence that quotes a contraindication may be absolute. */
export const absoluteWording: PassageRule = (passage) =>
  passage.sentences.flatMap((sentence) => {
    const [word] = within(passage.words('absolute'), sentence)
    if (!word || /禁忌|禁用|contraindicat/i.test(sentence.surface)) return []
    return [mark('absolute_wording', word, { lighter: passage.section === null })]
  })

const OTHER_LETTERS =
  /[\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Thai}\p{Script=Devanagari}\p{Script=Hebrew}]{3,}/u

/**
 * A passage in another language than the run's, or with a stretch in a script that no part of the answer should have. A
 * thought may be in either language: it is held against its own first steps, and told of once where it changes.
 */
export const languageDrift: PassageRule = (passage, { case: { locale }, steps }) => {
  const foreign = OTHER_LETTERS.exec(passage.text)
  if (foreign) {
    const [surface] = foreign
    const start = foreign.index
    return [mark('language_drift', { start, end: start + surface.length, surface })]
  }
  const spoken = languageOf(passage.text)
  const thinks = passage.section === null
  const expected = thinks ? thoughtLanguage(steps) : locale
  if (spoken === null || expected === null || spoken === expected) return []
  if (thinks && languageOf(steps.at(-1)?.text ?? '') === spoken) return []
  const [first] = passage.sentences
  return first ? [mark('language_drift', first)] : []
}
