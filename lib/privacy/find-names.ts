import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import type { FoldedText } from '@/lib/clinical/text/fold-text'
import { phraseTrie } from '@/lib/clinical/text/phrase-trie'
import words from '@/lib/privacy/name-words.json'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'

const SURNAMES = new Set(words.surnames.split(''))
const COMPOUND = new Set(words.compound)
const VERBS = new Set(words.verbs.split(''))
const EVERYDAY = new Set(words.everyday)
const PLACEHOLDERS = new Set(words.placeholders)
const HAN = /^[\u3400-\u9fff]$/
const isHan = (unit: string | undefined) => unit !== undefined && HAN.test(unit)
const mark = <T extends string>(phrases: readonly string[], value: T) =>
  phrases.map((p) => [p, value] as const)

const CONTEXTS = phraseTrie([...mark(words.labels, 'label'), ...mark(words.people, 'person')])
const TITLES = phraseTrie(mark(words.titles, 'title'))

/** Folded text, and the terms that tell a name from a word of the clinic. */
interface Page {
  text: string
  dictionary: Dictionary
}

/** How a text goes on where a name ends: not with a Han character, or with a verb, the sex, a clinical term or a title. */
function endsAt(page: Page, at: number): boolean {
  const { text } = page
  const unit = text[at]
  if (!isHan(unit)) return true
  return VERBS.has(unit ?? '') || clinicalAt(page, at) || TITLES.at(text, at).length > 0
}

/** A term of at least two characters begins here. */
function clinicalAt({ text, dictionary }: Page, at: number): boolean {
  return isHan(text[at]) && dictionary.phrases.at(text, at).some(({ to }) => to - at >= 2)
}

function surnameLength(text: string, at: number): number {
  if (COMPOUND.has(text.slice(at, at + 2))) return 2
  return SURNAMES.has(text[at] ?? '') ? 1 : 0
}

const isEveryday = (page: Page, at: number) =>
  EVERYDAY.has(page.text.slice(at, at + 2)) || clinicalAt(page, at)

/** The second character of a given name, or the beginning of what follows. */
function belongsToName(page: Page, at: number): boolean {
  const { text } = page
  const unit = text[at]
  if (!isHan(unit) || clinicalAt(page, at) || TITLES.at(text, at).length > 0) return false
  return !VERBS.has(unit ?? '') || !isHan(text[at + 1])
}

/** The end of a personal name that begins at `from`, or null: a surname and one or two characters. */
export function nameEnd(page: Page, from: number): number | null {
  const { text } = page
  const length = surnameLength(text, from)
  const given = from + length
  if (length === 0 || isEveryday(page, from) || !isHan(text[given])) return null
  if (text[given] === '某') return given + (text[given + 1] === '某' ? 2 : 1)
  if (VERBS.has(text[given] ?? '') && isHan(text[given + 1])) return null
  return belongsToName(page, given + 1) ? given + 2 : given + 1
}

const SEPARATOR = /^[ ,:、(是为叫]{1,3}/

/** Behind 姓名: and its like: a surname's name, else two to four characters up to a boundary. */
function labelled(page: Page, at: number, explicit: boolean): number | null {
  const { text } = page
  const end = nameEnd(page, at)
  if (end !== null) return end
  let to = at
  while (to - at < 5 && isHan(text[to])) to += 1
  const value = text.slice(at, to)
  return explicit && to - at >= 2 && to - at <= 4 && !PLACEHOLDERS.has(value) && !clinicalAt(page, at)
    ? to
    : null
}

const DIMINUTIVE = /^[老小阿]$/

/** 老王, 小李: behind a label or relation only. */
function shortNameEnd(page: Page, at: number): number | null {
  const { text } = page
  if (!DIMINUTIVE.test(text[at] ?? '') || !isHan(text[at + 1]) || isEveryday(page, at)) return null
  return endsAt(page, at + 2) ? at + 2 : null
}

const AND = /^[/、和及]/

/** The names that follow a name in a list: 张三/李四. */
function* listed(page: Page, end: number): Generator<FoundIdentifier> {
  const { text } = page
  let at = end
  while (AND.test(text[at] ?? '')) {
    const from = at + 1
    const to = nameEnd(page, from)
    if (to === null || !endsAt(page, to)) return
    yield { kind: 'name', from, to, confidence: 'likely' }
    at = to
  }
}

function* inContext(page: Page): Generator<FoundIdentifier> {
  const { text } = page
  for (const { to, value, from } of CONTEXTS.matches(text)) {
    const gap = SEPARATOR.exec(text.slice(to, to + 3))?.[0] ?? ''
    const at = to + gap.length
    const explicit = value === 'label' && gap.includes(':') && text.slice(from, to).endsWith('姓名')
    const long = value === 'label' && gap !== '' ? labelled(page, at, explicit) : nameEnd(page, at)
    const end = long ?? shortNameEnd(page, at)
    if (end === null || (gap === '' && !endsAt(page, end))) continue
    yield* listed(page, end)
    yield { kind: 'name', from: at, to: end, confidence: gap.includes(':') ? 'certain' : 'likely' }
  }
}

const NOT_TITLED = words.notTitled

/** 王主任, 李建国医师: a name in front of a title. */
function* titled(page: Page): Generator<FoundIdentifier> {
  const { text } = page
  for (const { from } of TITLES.matches(text)) {
    const before = text.slice(Math.max(0, from - 4), from)
    if (NOT_TITLED.some((word) => before.endsWith(word))) continue
    const full = [4, 3, 2].find(
      (length) =>
        from >= length &&
        nameEnd(page, from - length) === from &&
        surnameLength(text, from - length) === Math.max(1, length - 2) &&
        (length > 2 || !SURNAMES.has(text[from - 1] ?? '')),
    )
    const length = full ?? (SURNAMES.has(text[from - 1] ?? '') && !isEveryday(page, from - 1) ? 1 : 0)
    if (length > 0) yield { kind: 'name', from: from - length, to: from, confidence: 'likely' }
  }
}

const MASKED_NAME = /^(?:某{1,2}|[×*〇○]{1,3}|xx{1,2})/

/** 王某, 李××: a surname with the rest left out. */
function* leftOut(text: string): Generator<FoundIdentifier> {
  for (let i = 0; i < text.length; i += 1) {
    const length = surnameLength(text, i)
    const rest = length > 0 ? MASKED_NAME.exec(text.slice(i + length, i + length + 3))?.[0] : undefined
    if (rest) yield { kind: 'name', from: i, to: i + length + rest.length, confidence: 'certain' }
  }
}

const SEX_BEHIND = /^[ ,，、(/|]{1,3}(?:男|女)(?:性|,|，|、| |\/|\)|\d|。|$)/
const SEX_AND_AGE = /^(?:男|女)[ ,，、]?\d{1,3}岁/

/** 张三，男，62岁 at the beginning of a clause, 张三发热3天 at the beginning of a line. */
function* opening(page: Page): Generator<FoundIdentifier> {
  const { text } = page
  for (let i = 0; i < text.length; i += 1) {
    if (isHan(text[i - 1]) || surnameLength(text, i) === 0) continue
    const end = nameEnd(page, i)
    if (end === null) continue
    const behind = text.slice(end, end + 8)
    const opensLine = (i === 0 || text[i - 1] === '\n') && clinicalAt(page, end)
    if (opensLine || SEX_BEHIND.test(behind) || SEX_AND_AGE.test(behind)) {
      yield { kind: 'name', from: i, to: end, confidence: 'likely' }
    }
  }
}

/** 阿卜杜拉·买买提: names with the dot of a transcription. */
function* dotted(page: Page): Generator<FoundIdentifier> {
  const { text } = page
  for (let dot = text.indexOf('·'); dot >= 0; dot = text.indexOf('·', dot + 1)) {
    let from = dot
    let to = dot + 1
    while (dot - from < 6 && isHan(text[from - 1]) && !contextEndsAt(text, from)) from -= 1
    while (to - dot < 7 && isHan(text[to]) && !(to - dot > 2 && endsAt(page, to))) to += 1
    if (dot - from >= 2 && to - dot >= 3) yield { kind: 'name', from, to, confidence: 'likely' }
  }
}

const CONTEXT_WORDS = [...words.labels, ...words.people]
const contextEndsAt = (text: string, at: number) =>
  CONTEXT_WORDS.some((word) => text.startsWith(word, at - word.length))

/** Chinese names that a label, a relation, a title or the sex behind them gives away; then every place where they stand again. */
export function findNames({ text }: FoldedText, dictionary: Dictionary): FoundIdentifier[] {
  const page = { text, dictionary }
  const found = [...inContext(page), ...titled(page), ...leftOut(text), ...opening(page), ...dotted(page)]
  const again = phraseTrie(
    found
      .filter(({ from, to }) => to - from >= 2)
      .map(({ from, to }) => [text.slice(from, to), true] as const),
  )
  const repeated = [...again.matches(text)].map(
    ({ from, to }) => ({ kind: 'name', from, to, confidence: 'likely' }) as const,
  )
  return [...found, ...repeated]
}
