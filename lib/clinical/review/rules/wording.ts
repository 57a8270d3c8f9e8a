import { mark, within, type Marked } from '@/lib/clinical/review/passage'
import type { PassageRule } from '@/lib/clinical/review/reviewed-answer'

/**
 * A hedge in a sentence that names no source. Doubt in the first person is left alone: it makes readers check (Kim et al., FAccT
 * 2024), and so is the differential, which lists what may be. Once a passage; lighter in the thought, which weighs.
 */
export const vagueWording: PassageRule = (passage) => {
  if (passage.section === 'differential') return []
  for (const sentence of passage.sentences) {
    if (passage.has('doubt', sentence) || passage.has('source_word', sentence)) continue
    if (passage.has('society', sentence)) continue
    const [hedge] = within(passage.words('hedge'), sentence)
    if (hedge) return [mark('vague_wording', hedge, { lighter: passage.section === null })]
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

const HAN = /\p{Script=Han}/u
const LATIN = /[A-Za-z]/
const OTHER_LETTERS =
  /[\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Thai}\p{Script=Devanagari}\p{Script=Hebrew}]{3,}/u
/** Letters from which a passage's language can be told. */
const ENOUGH_LETTERS = 40

/** A passage in another language than the run's, or with a stretch in a script that no part of the answer should have. */
export const languageDrift: PassageRule = (passage, { case: { locale } }) => {
  const foreign = OTHER_LETTERS.exec(passage.text)
  if (foreign) {
    const [surface] = foreign
    const start = foreign.index
    return [mark('language_drift', { start, end: start + surface.length, surface })]
  }
  let han = 0
  let latin = 0
  for (const unit of passage.text) {
    if (HAN.test(unit)) han += 1
    else if (LATIN.test(unit)) latin += 1
  }
  // A Han character stands for about two and a half letters of English.
  const share = (han * 2.5) / (han * 2.5 + latin)
  if (han * 2.5 + latin < ENOUGH_LETTERS || (locale === 'zh-CN' ? share > 0.3 : share < 0.3)) return []
  const [first] = passage.sentences
  return first ? [mark('language_drift', first)] : []
}

const ABBREVIATION = /^[A-Za-z][A-Za-z0-9-]*[A-Z][A-Za-z0-9-]*$/

/** The first use of an English abbreviation in a Chinese answer without its Chinese name beside it. */
export const abbreviationUnexpanded: PassageRule = (passage, { case: { locale }, sections }) => {
  if (passage.section === null || locale !== 'zh-CN') return []
  const used = new Set(sections.flatMap(({ terms }) => terms.map(({ surface }) => surface)))
  const marked: Marked[] = []
  for (const term of passage.terms) {
    if (used.has(term.surface) || !ABBREVIATION.test(term.surface)) continue
    used.add(term.surface)
    // A Chinese name in brackets beside it, whichever of the accepted names it is.
    const before = passage.text.slice(Math.max(term.start - 2, 0), term.start)
    const behind = passage.text.slice(term.end, term.end + 2)
    if (/\p{Script=Han}[（(]$/u.test(before) || /^[（(]\p{Script=Han}/u.test(behind)) continue
    const around = passage.text.slice(Math.max(term.start - 24, 0), term.end + 24)
    if (!around.includes(term.preferred.zh)) {
      marked.push(mark('abbreviation_unexpanded', term, { note: term.preferred.zh }))
    }
  }
  return marked
}
