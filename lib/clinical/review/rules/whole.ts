import type { Fact, FactOf } from '@/lib/clinical/contract'
import { ANSWER_PARTS } from '@/lib/clinical/review/finding'
import { mark, Passage, type Marked } from '@/lib/clinical/review/passage'
import { factsOf, type ReviewedAnswer, type WholeRule } from '@/lib/clinical/review/reviewed-answer'

const written = ({ steps, sections }: ReviewedAnswer): Passage[] => [...steps, ...sections]

const ABNORMAL: ReadonlySet<string> = new Set(['low', 'high', 'critical_low', 'critical_high'])

/** Facts of the case that an answer must not pass over: abnormal values, allergies, pregnancy, current drugs. */
function weighty(fact: Fact): boolean {
  if (fact.kind === 'lab' || fact.kind === 'vital') return ABNORMAL.has(fact.flag)
  if (fact.kind === 'allergy') return !fact.none
  if (fact.kind === 'pregnancy') return fact.value === 'pregnant' || fact.value === 'breastfeeding'
  return fact.kind === 'drug' && fact.status === 'affirmed'
}

const VITAL_WORDS: Readonly<Record<string, RegExp>> = {
  temperature: /体温|发热|发烧|高热|低体温|fever|temperature|febrile|hypotherm/i,
  heart_rate: /心率|脉搏|心动过|心跳|heart rate|pulse|tachycard|bradycard/i,
  respiratory_rate: /呼吸|气促|respirat|tachypn|breath/i,
  systolic: /血压|收缩压|休克|blood pressure|hypertens|hypotens|shock/i,
  diastolic: /血压|舒张压|休克|blood pressure|hypertens|hypotens|shock/i,
  spo2: /血氧|氧饱和|低氧|缺氧|氧合|spo2|satur|hypox|oxygen/i,
  gcs: /gcs|意识|昏迷|conscious|coma/i,
  fio2: /氧/i,
}

interface Written {
  text: string
  passages: readonly Passage[]
}

function labIsUsed(fact: FactOf<'lab'>, { text, passages }: Written): boolean {
  const asWritten = /^[^\d\s:：=]+/.exec(fact.surface)?.[0] ?? fact.surface
  const names = [fact.name.zh, fact.name.en, asWritten]
  const small = text.toLowerCase()
  if (names.some((name) => small.includes(name.toLowerCase()))) return true
  return passages.some(({ facts }) => factsOf(facts, 'lab').some(({ analyte }) => analyte === fact.analyte))
}

const sameGroup = (a: string | undefined, b: string | undefined) =>
  a !== undefined && b !== undefined && a.slice(0, 4) === b.slice(0, 4)

function isUsed(fact: Fact, answer: Written): boolean {
  if (fact.kind === 'lab') return labIsUsed(fact, answer)
  if (fact.kind === 'vital') return VITAL_WORDS[fact.vital]?.test(answer.text) ?? true
  if (fact.kind === 'allergy') return /过敏|allerg/i.test(answer.text)
  if (fact.kind === 'pregnancy') {
    return /孕|妊娠|哺乳|胎|pregnan|gestation|breastfeed|lactat|fetal|foetal/i.test(answer.text)
  }
  if (fact.kind !== 'drug') return true
  return answer.passages.some(({ terms }) =>
    terms.some(({ preferred, atc }) => preferred.en === fact.name.en || sameGroup(atc, fact.atc)),
  )
}

/** A weighty fact of the question that neither thought nor answer speaks of. */
export const unusedFact: WholeRule = (answer) => {
  const { question } = answer.case
  const passages = written(answer)
  const text = passages.map((passage) => passage.text).join('\n')
  if (text.trim() === '') return []
  return question.facts
    .filter((fact) => weighty(fact) && !isUsed(fact, { text, passages }))
    .map((fact): [Passage, Marked] => [question, mark('unused_fact', fact)])
}

const blank = (passage: Passage) => passage.text.trim() === ''

/** A part that is empty. A part that does not apply says so, and is left alone. */
export const missingSection: WholeRule = ({ sections }) =>
  ANSWER_PARTS.flatMap((section): [Passage, Marked][] => {
    const passage = sections.find((one) => one.section === section)
    if (passage && !blank(passage)) return []
    return [[new Passage('', { section }), mark('missing_section', { start: 0, end: 0, surface: '' })]]
  })

const SHORT_STEPS = 3
const SHORT_LETTERS = 60

/** A thought that is absent, or too short to be weighed. */
export const thoughtShort: WholeRule = ({ steps, case: { locale } }) => {
  const letters = steps.reduce((sum, { text }) => sum + (text.match(/\p{L}/gu)?.length ?? 0), 0)
  const enough = locale === 'zh-CN' ? SHORT_LETTERS : SHORT_LETTERS * 2.5
  if (steps.length >= SHORT_STEPS && letters >= enough) return []
  const first = steps[0] ?? new Passage('', { step: 0 })
  return [[first, mark('thought_short', { start: 0, end: 0, surface: '' })]]
}

const LONG_ENOUGH = 8
const REPEATS = 3
const TRIGRAM_LETTERS = 200
/** Share of repeated trigrams above which a text is a loop; calibrated low, since another project cut at 0.62 and more. */
const TRIGRAM_SHARE = 0.35

function repeatedShare(text: string): number {
  const letters = text.replace(/[^\p{L}]/gu, '').slice(0, 20_000)
  if (letters.length < TRIGRAM_LETTERS) return 0
  const seen = new Set<string>()
  for (let i = 0; i + 3 <= letters.length; i += 1) seen.add(letters.slice(i, i + 3))
  const total = letters.length - 2
  // Han trigrams of honest text seldom repeat, English ones often do: measure whole words there.
  return /\p{Script=Han}/u.test(text) ? 1 - seen.size / total : repeatedWords(text)
}

function repeatedWords(text: string): number {
  const words = text.toLowerCase().match(/[a-z]+/g) ?? []
  if (words.length < TRIGRAM_LETTERS / 4) return 0
  const seen = new Set<string>()
  for (let i = 0; i + 3 <= words.length; i += 1) seen.add(words.slice(i, i + 3).join(' '))
  return 1 - seen.size / (words.length - 2)
}

/** A sentence said three times, or a text that mostly repeats itself. */
export const repetition: WholeRule = (answer) => {
  const counts = new Map<string, number>()
  const marked: [Passage, Marked][] = []
  for (const passage of written(answer)) {
    for (const sentence of passage.sentences) {
      const said = sentence.surface.replace(/[\s\d.、*#-]+/g, '')
      if (said.length < LONG_ENOUGH) continue
      const count = (counts.get(said) ?? 0) + 1
      counts.set(said, count)
      if (count === REPEATS) marked.push([passage, mark('repetition', sentence)])
    }
  }
  if (marked.length > 0) return marked
  const looping = answer.sections.find(({ text }) => repeatedShare(text) > TRIGRAM_SHARE)
  const [first] = looping?.sentences ?? []
  return looping && first ? [[looping, mark('repetition', first)]] : []
}

/** No term of the question is spoken of. */
export const offScope: WholeRule = (answer) => {
  const { question } = answer.case
  const asked = new Set(question.terms.map(({ preferred }) => preferred.en))
  const [first] = question.terms
  if (!first || answer.sections.every(blank)) return []
  const spoken = answer.sections.some(({ terms }) => terms.some(({ preferred }) => asked.has(preferred.en)))
  return spoken ? [] : [[question, mark('off_scope', first)]]
}

/** Age or sex is missing from the whole case, and no part of the answer asks for what is missing. */
export const factsNotAsked: WholeRule = ({ case: asked, sections }) => {
  if (asked.latest('age') && asked.latest('sex')) return []
  const spoken = sections.filter((passage) => !blank(passage))
  if (spoken.length === 0 || spoken.some((passage) => passage.words('asks').length > 0)) return []
  return [[asked.question, mark('facts_not_asked', { start: 0, end: 0, surface: '' })]]
}
