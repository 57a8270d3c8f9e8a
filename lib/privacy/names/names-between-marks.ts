import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import { matchesOf } from '@/lib/privacy/matches-of'
import {
  beginsWardWord,
  givenCost,
  givenMean,
  isCompoundSurname,
  isFrequentSurname,
  isSurname,
  wordCost,
} from '@/lib/privacy/names/name-costs'
import {
  isFunctional,
  isHan,
  isKindOfPeople,
  isPlaceholder,
  predicateAt,
  type cuesOf,
} from '@/lib/privacy/names/name-context'
import type { HanName } from '@/lib/privacy/names/name-lattice'
import { doesAt, isPetName, isSoleSurname, isState, isThing } from '@/lib/privacy/names/name-slots'
import { DEED_BEGINS, LEADS, LONGEST_BEHIND, SLOTS, TITLE, type Lead } from '@/lib/privacy/names/name-leads'
import words from '@/lib/privacy/names/slot-words.json'

interface Page {
  text: string
  cues: ReturnType<typeof cuesOf>
  dictionary: Dictionary
}

/** A word of the language is not told as a name between marks unless it is rarer than this. */
const RARE = -12
/** A character below this stands in no given name; on the average those of a name are above the second. */
const NO_GIVEN = -20
const GIVEN = -9.5
/** 常春, 文静: behind a surname that is a word of every ward only what is a good given name. */
const GOOD_GIVEN = -8

/** 大江 in 庞大江: the characters behind the first may be a word, those before the last hardly the beginning of a phrase. */
const goesOn = (text: string, { to }: Stretch): boolean =>
  isHan(text[to]) && (wordCost(text.slice(to - 1, to + 1)) ?? -99) > RARE

interface Stretch {
  from: number
  to: number
}

/** A word so common stands in a phrase sooner than in a name. */
const COMMON = -11.5
/** 情绪平, 于清晨: a common word with one character that is hardly a surname or is grammar. */
const isPhrase = (word: string): boolean =>
  word.length === 3 &&
  (((wordCost(word.slice(0, 2)) ?? -99) > COMMON && !isFrequentSurname(word[0] ?? '')) ||
    ((wordCost(word.slice(1)) ?? -99) > COMMON &&
      /^[于来保管有会可要去做开下上用服取送看打向后时经从能应]/.test(word)))

/** Whether what stands between marks, where hardly anything but a name does, may be one: by its surname and by what it is not. */
function mayBeCalled({ text, dictionary }: Page, { from, to }: Stretch): boolean {
  const word = text.slice(from, to)
  if (isKindOfPeople(word) || isPlaceholder(word) || isState(word)) return false
  if (isThing(word)) return true
  const length = isCompoundSurname(word.slice(0, 2)) && word.length > 2 ? 2 : 1
  const given = word.slice(length)
  if (given.length < 1 || given.length > 2 || !(length === 2 || isSurname(word[0] ?? ''))) return false
  if (Array.from(given).some((unit) => givenCost(unit) < NO_GIVEN)) return false
  if (dictionary.phrases.at(text, from).some((phrase) => phrase.to >= to)) return false
  const cost = wordCost(word)
  const mean = givenMean(Array.from(given))
  if (cost !== undefined) return cost < RARE && mean > GIVEN
  if (goesOn(text, { from, to }) || isPhrase(word)) return false
  if (beginsWardWord(text, from)) {
    return given.length === 2 && isFrequentSurname(word[0] ?? '') && mean > GOOD_GIVEN + 1
  }
  return mean > (isFunctional(word[0] ?? '') ? GOOD_GIVEN : GIVEN)
}

/** The name behind a word that leads to one, which ends at `end`. */
function nameBehind(page: Page, end: number, { form, acts }: Lead): Stretch | undefined {
  const { text } = page
  const length = form.exec(text.slice(end, end + LONGEST_BEHIND))?.indices?.[1]
  if (length) {
    const closed = { from: end + length[0], to: end + length[1] }
    if (mayBeCalled(page, closed)) return closed
  }
  return [end + 3, end + 2]
    .filter((to) => acts === true && actsAt(text, to))
    .map((to) => ({ from: end, to }))
    .find((name) => mayBeCalled(page, name))
}

function* behindLeads(page: Page): Generator<HanName> {
  const { text } = page
  for (let at = 0; at < text.length; at += 1) {
    const leads = isHan(text[at]) ? LEADS.at(text, at) : []
    for (const { to: end, lead } of leads.flatMap(({ to, value }) =>
      value.map((one) => ({ to, lead: one })),
    )) {
      const name = nameBehind(page, end, lead)
      if (name) yield { ...name, form: 'full', sure: false, ...(lead.role ? { role: lead.role } : {}) }
    }
  }
}
const actsAt = (text: string, at: number): boolean =>
  isHan(text[at]) && (predicateAt(text, at) || doesAt(text, at) || DEED_BEGINS.test(text.slice(at, at + 4)))

/** 骨科文静医师: between a department and a title. */
const BEFORE_TITLE = new RegExp(`(?<=[科室部院区组站心])([\\u4e00-\\u9fff]{2,3})(?=${TITLE})`, 'dg')
const NOT_BEFORE_TITLE = new Set(words.notBeforeTitle.split(' '))
/** 叫我阿兰就行, 喊他铁柱: how somebody wants to be called. */
const CALLED =
  /(?:叫|喊|唤|称呼?)(?:我|他|她|其|俺|咱)(?:为|作|做)?["“'‘]?([\u4e00-\u9fff]{2,3})(?=["”'’]?(?:就行|就好|吧|即可|就可以|好了|就成)|["”'’])/dg
/** 阅片医生:武: a surname alone behind a label up to a mark. */
const ALONE = /^[:：] ?([\u4e00-\u9fff]{1,3})(?=[,，。;；、)\n ]|$)/
const NOT_CALLED = /[来去回出进起上下走坐站看吃喝睡妈爸爷奶姐哥叔姨你我他她人们什怎]/

function* inSlots(page: Page): Generator<HanName> {
  const { text } = page
  for (const { form, role, needs } of SLOTS) {
    if (!needs.test(text)) continue
    for (const match of matchesOf(text, form)) {
      const [from, to] = match.indices?.[1] ?? [0, 0]
      if (!mayBeCalled(page, { from, to })) continue
      yield { from, to, form: 'full', sure: false, ...(role ? { role } : {}) }
    }
  }
}

function* beforeTitles(page: Page): Generator<HanName> {
  const { text } = page
  for (const match of matchesOf(text, BEFORE_TITLE)) {
    const [from, to] = match.indices?.[1] ?? [0, 0]
    const word = text.slice(from, to)
    if (NOT_BEFORE_TITLE.has(word) || NOT_BEFORE_TITLE.has(word.slice(1))) continue
    if (mayBeCalled(page, { from, to })) yield { from, to, form: 'full', role: 'clinician', sure: false }
  }
}

function* calledSo(page: Page): Generator<HanName> {
  const { text } = page
  for (const match of matchesOf(text, CALLED)) {
    const [from, to] = match.indices?.[1] ?? [0, 0]
    const word = text.slice(from, to)
    const fits = isPetName(word) || isThing(word) || mayBeCalled(page, { from, to })
    if (fits && !NOT_CALLED.test(word)) yield { from, to, form: 'other', role: 'patient', sure: false }
  }
}

/** 牧云,术后第3天; 牧云术后: at the beginning of a line before what is told of a patient. */
const LINE = /(?:^|\n)([\u4e00-\u9fff]{2})/dg
const LINE_MARK = /^[,，] ?/
function* beginningLines(page: Page): Generator<HanName> {
  const { text } = page
  for (const { indices } of matchesOf(text, LINE)) {
    const from = indices?.[1]?.[0] ?? 0
    for (const to of [from + 3, from + 2]) {
      const mark = LINE_MARK.exec(text.slice(to, to + 2))?.[0].length ?? 0
      if (!predicateAt(text, to + mark) || !mayBeCalled(page, { from, to })) continue
      yield { from, to, form: 'full', role: 'patient', sure: false }
      break
    }
  }
}

/** Behind a label with its colon: a surname alone, or two or three characters that are no word and are given names. */
function* behindLabels(page: Page): Generator<HanName> {
  const { text, cues, dictionary } = page
  for (const [end, { role }] of cues) {
    if (role === undefined || (text[end] !== ':' && text[end] !== '：')) continue
    const match = ALONE.exec(text.slice(end, end + 8))
    const word = match?.[1] ?? ''
    if (word === '' || isPlaceholder(word) || isKindOfPeople(word) || isState(word)) continue
    const from = end + (match?.[0].length ?? 0) - word.length
    const to = from + word.length
    if (word.length === 1) {
      if (role === 'clinician' && isSoleSurname(word)) yield { from, to, form: 'surname', role, sure: false }
      continue
    }
    const pairs = [word.slice(0, 2), word.slice(1)].some((pair) => (wordCost(pair) ?? -99) > COMMON)
    const unknown = wordCost(word) === undefined && !pairs && givenMean(Array.from(word)) > GOOD_GIVEN
    const clinical = dictionary.phrases.at(text, from).length > 0
    if (unknown && !clinical && !beginsWardWord(text, from)) {
      yield { from, to, form: 'full', role, sure: false }
    }
  }
}

/**
 * Names between marks where hardly anything but a name stands: behind a bed, who did something, what a sheet is for, a number or a
 * salutation, before a title or a date. Every repetition is bounded. Linear in the length.
 */
export function* namesBetweenMarks(page: Page): Generator<HanName> {
  yield* inSlots(page)
  yield* behindLeads(page)
  yield* beforeTitles(page)
  yield* calledSo(page)
  yield* beginningLines(page)
  yield* behindLabels(page)
}
