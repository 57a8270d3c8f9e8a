import guidelines from '@/lib/clinical/review/guidelines.json'
import { mark, type Marked, type Passage } from '@/lib/clinical/review/passage'
import type { PassageRule } from '@/lib/clinical/review/reviewed-answer'
import type { Words } from '@/lib/clinical/review/words'

/** A guideline with what stands before the word: at most a title's length, so that each match is bounded. */
const GUIDELINE =
  /《[^《》]{2,40}》|[\p{Script=Han}A-Za-z0-9/]{0,16}(?:指南|专家共识|诊疗共识|诊疗标准|诊疗规范)|(?:[A-Za-z/-]{2,20} ){0,4}(?:guidelines?|consensus statement)\b/giu
const IS_GUIDELINE = /指南|共识|标准|规范|guideline|consensus/i
const YEAR = /(?<!\d)(?:19[89]\d|20\d\d)(?!\d)/g
/** A bare mention names no document: `the guideline of the department`, `reference`. */
const NAMED = /《|[A-Z]{2,}|中国|中华|国家|学会|协会|world|european|american|national/i

const years = (text: string): number[] => [...text.matchAll(YEAR)].map(([year]) => Number(year))

function guidelinesIn(passage: Passage): (Words & { sentence: Words })[] {
  return [...passage.text.matchAll(GUIDELINE)]
    .filter(([surface]) => IS_GUIDELINE.test(surface))
    .map((match) => {
      const place = { start: match.index, end: match.index + match[0].length, surface: match[0] }
      return { ...place, sentence: passage.sentenceOf(place) }
    })
}

/** A guideline without its name or without a year; lighter where the same one stood with its year before. */
export const guidelineIncomplete: PassageRule = (passage, { steps, sections }) => {
  const found = guidelinesIn(passage)
  if (found.length === 0) return []
  const dated = [...steps, ...sections].flatMap((one) =>
    one.sentences.filter(({ surface }) => years(surface).length > 0).map(({ surface }) => surface),
  )
  const marked = new Map<number, Marked>()
  for (const { sentence, ...place } of found) {
    const named = NAMED.test(sentence.surface)
    if (named && years(sentence.surface).length > 0) continue
    const before = dated.some((text) => text.includes(place.surface))
    if (!marked.has(sentence.start)) {
      marked.set(sentence.start, mark('guideline_incomplete', place, { lighter: named && before }))
    }
  }
  return [...marked.values()]
}

const CITES = /kdigo|gold|gina|surviving sepsis|standards of care/

/** Whether a sentence speaks of a guideline. */
export const citesGuideline = ({ surface }: Words): boolean =>
  IS_GUIDELINE.test(surface) || CITES.test(surface.toLowerCase())

interface Edition {
  /** The year as it stands in the passage. */
  place: Words
  year: number
  /** What the table holds; undefined for a guideline it does not know. */
  known: (typeof guidelines.guidelines)[number] | undefined
}

/** The guidelines that a passage names with a year: the year in force where it stands there, else the latest one. */
function editionsIn(passage: Passage): Edition[] {
  return passage.sentences.flatMap((sentence) => {
    const found = citesGuideline(sentence) ? years(sentence.surface) : []
    if (found.length === 0) return []
    const text = sentence.surface.toLowerCase()
    const known = guidelines.guidelines.find(
      ({ all, any }) => all.every((word) => text.includes(word)) && any.some((word) => text.includes(word)),
    )
    const year = known && found.includes(known.year) ? known.year : Math.max(...found)
    const start = sentence.start + sentence.surface.indexOf(String(year))
    return [{ place: { start, end: start + 4, surface: String(year) }, year, known }]
  })
}

/** A guideline of a year before the edition in force. */
export const guidelineOutdated: PassageRule = (passage) =>
  editionsIn(passage)
    .filter(({ year, known }) => known && year < known.year)
    .map(({ place, known }) => mark('guideline_outdated', place, known ? { note: known.title } : {}))

/** The guidelines named in the sentence of a place. */
const namesAround = (passage: Passage, place: Words): string[] => {
  const { surface } = passage.sentenceOf(place)
  return [...surface.matchAll(GUIDELINE)].map(([name]) => name.replace(/[《》]/g, ''))
}

/** A guideline of a year to come, of one after the known edition, or (lighter) one that the table does not know. */
export const guidelineUnverified: PassageRule = (passage, { case: asked }) =>
  editionsIn(passage)
    .filter(({ year, known }) => !known || year > known.year)
    .filter(
      ({ place }) =>
        !asked.sources.some((source) => source.vouchesFor(namesAround(passage, place), place.surface)),
    )
    .map(({ place, year, known }) => {
      const lighter = !known && year <= asked.year
      return mark('guideline_unverified', place, { lighter, ...(known ? { note: known.title } : {}) })
    })

/** A guideline named with the year in force. */
export const guidelineStated: PassageRule = (passage) =>
  editionsIn(passage)
    .filter(({ year, known }) => year === known?.year)
    .map(({ place }) => mark('guideline_stated', place))
