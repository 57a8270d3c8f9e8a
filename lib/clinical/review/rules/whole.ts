import { isTaken } from '@/lib/clinical/assertion/assertion'
import type { Fact } from '@/lib/clinical/contract'
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
  return fact.kind === 'drug' && isTaken(fact.status)
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

/** What thought and answer speak of, gathered once. */
class Written {
  readonly text: string
  private readonly analytes: ReadonlySet<string>
  private readonly drugs: ReadonlySet<string>
  private readonly answers = new Map<string, boolean>()

  constructor(passages: readonly Passage[]) {
    this.text = passages
      .map(({ text }) => text)
      .join('\n')
      .toLowerCase()
    const facts = passages.flatMap((passage) => passage.facts)
    this.analytes = new Set(factsOf(facts, 'lab').map(({ analyte }) => analyte))
    const terms = passages.flatMap((passage) => passage.terms)
    this.drugs = new Set(
      terms.flatMap(({ preferred, atc }) => [preferred.en, ...(atc ? [atc.slice(0, 4)] : [])]),
    )
  }

  private says(key: string, look: () => boolean): boolean {
    const known = this.answers.get(key)
    if (known !== undefined) return known
    const answer = look()
    this.answers.set(key, answer)
    return answer
  }

  private names(phrases: readonly string[]): boolean {
    return phrases.some((phrase) => this.says(phrase, () => this.text.includes(phrase.toLowerCase())))
  }

  private matches(pattern: RegExp): boolean {
    return this.says(pattern.source, () => pattern.test(this.text))
  }

  uses(fact: Fact): boolean {
    if (fact.kind === 'lab') {
      const asWritten = /^[^\d\s:：=]+/.exec(fact.surface)?.[0] ?? fact.surface
      return this.analytes.has(fact.analyte) || this.names([fact.name.zh, fact.name.en, asWritten])
    }
    if (fact.kind === 'vital') return this.matches(VITAL_WORDS[fact.vital] ?? /^/)
    if (fact.kind === 'allergy') return this.matches(/过敏|allerg/)
    if (fact.kind === 'pregnancy') {
      return this.matches(/孕|妊娠|哺乳|胎|pregnan|gestation|breastfeed|lactat|fetal|foetal/)
    }
    if (fact.kind !== 'drug') return true
    return this.drugs.has(fact.name.en) || (fact.atc !== undefined && this.drugs.has(fact.atc.slice(0, 4)))
  }
}

/** A weighty fact of the question that neither thought nor answer speaks of. */
export const unusedFact: WholeRule = (answer) => {
  const { question } = answer.case
  const said = new Written(written(answer))
  if (said.text.trim() === '') return []
  return question.facts
    .filter((fact) => weighty(fact) && !said.uses(fact))
    .map((fact): [Passage, Marked] => [question, mark('unused_fact', fact)])
}

const blank = (passage: Passage) => passage.text.trim() === ''

/** A part that is empty. A part that does not apply says so, and is left alone. */
export const missingSection: WholeRule = ({ sections, case: { dictionary } }) =>
  ANSWER_PARTS.flatMap((section): [Passage, Marked][] => {
    const passage = sections.find((one) => one.section === section)
    if (passage && !blank(passage)) return []
    const absent = new Passage('', { section }, { dictionary })
    return [[absent, mark('missing_section', { start: 0, end: 0, surface: '' })]]
  })

const SHORT_STEPS = 3
const SHORT_LETTERS = 60

/** A thought that is absent, or too short to be weighed. */
export const thoughtShort: WholeRule = ({ steps, case: { locale, dictionary } }) => {
  const letters = steps.reduce((sum, { text }) => sum + (text.match(/\p{L}/gu)?.length ?? 0), 0)
  const enough = locale === 'zh-CN' ? SHORT_LETTERS : SHORT_LETTERS * 2.5
  if (steps.length >= SHORT_STEPS && letters >= enough) return []
  const first = steps[0] ?? new Passage('', { step: 0 }, { dictionary })
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

/** Facts that such a question must give are missing, and no part of the answer asks for what is missing. */
export const factsNotAsked: WholeRule = ({ case: asked, sections }) => {
  const spoken = sections.filter((passage) => !blank(passage))
  if (spoken.length === 0 || spoken.some((passage) => passage.words('asks').length > 0)) return []
  const missing = asked.missing().filter(({ id, level }) => level === 'must' && id !== 'question')
  return missing.length === 0
    ? []
    : [[asked.question, mark('facts_not_asked', { start: 0, end: 0, surface: '' })]]
}
