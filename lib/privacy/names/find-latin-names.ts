import type { Span } from '@/lib/clinical/contract'
import { isDiscoverer, type LatinClasses, type LatinPage } from '@/lib/privacy/names/latin-classes'
import { evidentNames, isMedicalHead } from '@/lib/privacy/names/latin-evidence'
import { isCited, isEponymPair, isPrescribed } from '@/lib/privacy/names/latin-no-persons'
import { isHeader, PINYIN_SURNAMES, reversedPair } from '@/lib/privacy/names/latin-headers'
import { byInitials } from '@/lib/privacy/names/latin-initials'
import { latinInHan } from '@/lib/privacy/names/latin-in-han'
import { byRoll, nameEnd, nameStart } from '@/lib/privacy/names/latin-rolls'
import { bySlot } from '@/lib/privacy/names/latin-slots'
import { byFrame } from '@/lib/privacy/names/latin-frames'
import contexts from '@/lib/privacy/names/latin-contexts.json'
import {
  isEponymHead,
  isGivenWord,
  isKnownName,
  isNameOrWord,
  isNoName,
  isPinyin,
} from '@/lib/privacy/names/latin-words'
import { cueBefore, cueBehind, HAN_TITLE, isService, OWNED } from '@/lib/privacy/names/latin-cues'
import {
  ALL_CAPITALS,
  CAPITAL,
  FUNCTION_WORD,
  INITIAL,
  PARTICLE,
  TITLES,
  isCapital,
  isClinical,
  runFrom,
  type Token,
} from '@/lib/privacy/names/latin-tokens'
import type { Role } from '@/lib/privacy/names/name-context'

export type LatinName = Span & { role?: Role }

const ORGANISATION_HEADS = new Set(contexts.organisationHeads)
/** What only a person does, so that an unknown word with a capital before it is a name. */
const ONLY_PERSON = /^(?:rang|phoned|says|said|thinks|wants|wanted|favours|slept|woke|lives|drank|ate|cried)$/
const WHOSE = /^(?:who|whose|says|said|rang|phoned|lives|reports|denies|thinks|wants)$/
const PERSON_VERB =
  /^(?:had|missed|has|says|said|reports|reported|denies|takes|took|lives|underwent|presents|presented|feels|attended|needs|asked|refused|is|was)$/
const POSSESSIVE = /['’]s?$/
/** Only persons do so, even those whose name is a word: Grace slept well. */
const DEED =
  /^(?:slept|ate|woke|says|denies|reports|complains|complained|refused|refuses|vomited|drank|feels|walked|asked|asks|wants|wanted|lives|cried|tolerated|mobilised|consented|phoned|agreed|agrees|needs|told|thinks|worries|stopped|fell|collapsed)$/
/** What two persons do together. */
const TOGETHER =
  /^(?:visited|visit|came|come|are|were|both|live|have|had|agree|met|rang|stayed|attended|left|went|brought|wish|at|present|here|aware|updated|attending)$/
const NO_PERSON =
  /^(?:baby|infant|doctor|dean|male|man|she|son|guy|sister|general|major|page|per|he|mother|patient)$/i
const LEADING = /^(?:van|von|de|del|della|di|da|du|ter|el|al|bin|ibn)$/

/** How likely words are a name by themselves: 2 known, 1 possible, 0 not. */
function shapeOf(words: readonly string[]): number {
  const whole = words.filter((word) => word.length > 2 || isPinyin(word))
  if (
    whole.length === 0 ||
    whole.some((word) => /^\p{Lu}{3,}$/u.test(word) && !isNameOrWord(word) && !isPinyin(word))
  ) {
    return 0
  }
  if (whole.some(isKnownName)) return 2
  if (whole.length === 2 && whole.every(isPinyin) && whole.some((word) => word.length > 2)) return 2
  return whole.every(isNameOrWord) ? 1.5 : 1
}

/** Will Young had: two words that are names too, before a verb of persons. */
function wordyPair(tokens: readonly Token[], at: number): number {
  const [first, second, verb] = tokens.slice(at, at + 3)
  if (!first || !second || !verb || second.gap !== ' ' || verb.gap !== ' ') return 0
  const pair = [first, second].every(
    ({ word }) => CAPITAL.test(word) && isNameOrWord(word) && !ALL_CAPITALS.test(word),
  )
  return pair && PERSON_VERB.test(verb.word) ? 2 : 0
}

const SMALL_AGE = /^,? ?\(?\d{1,3} ?(?:m|f|y|yo|yrs?)(?![a-z])/i
/** pt okafor, chidi; pt smith: known names in small letters behind patient. */
function lowerPatient({ text, tokens, dictionary }: LatinPage, at: number): number {
  const [before, first, second] = [tokens[at - 1], tokens[at], tokens[at + 1]]
  if (!before || !first || first.gap !== ' ' || !/^(?:pt|patient)$/i.test(before.word)) return 0
  if (CAPITAL.test(first.word) || isNoName(first.word) || first.word.length < 3) return 0
  if (second && /^,? $/.test(second.gap) && isKnownName(second.word) && !isNoName(second.word)) {
    return isNameOrWord(first.word) || second.gap === ', ' ? 2 : 0
  }
  // pt john smith 44m: whatever stands between a first name and the age.
  const aged = second?.gap === ' ' && SMALL_AGE.test(text.slice(second.end, second.end + 8))
  if (aged && isKnownName(first.word) && !isClinical(second.word, dictionary)) return 2
  return isKnownName(first.word) ? 1 : 0
}

/** Nadolny rang; an unknown word with a capital at the beginning of a sentence before what only a person does. */
const isActor = (word: string): boolean =>
  CAPITAL.test(word) &&
  word.length > 3 &&
  !ALL_CAPITALS.test(word) &&
  !isService(word) &&
  !isNoName(word) &&
  !TITLES.has(word.toLowerCase()) &&
  !FUNCTION_WORD.test(word)

/** van der Merwe: particles in small letters before a capitalised word and a verb of persons. */
function withParticle(tokens: readonly Token[], at: number): number {
  let next = at
  while (next - at < 2 && PARTICLE.test(tokens[next]?.word ?? '')) next += 1
  const [first, last, verb] = [tokens[at], tokens[next], tokens[next + 1]]
  if (!first || !last || next === at || !LEADING.test(first.word) || last.gap !== ' ') return 0
  if (!isCapital(last) || last.word.length < 4) return 0
  return verb?.gap === ' ' && (DEED.test(verb.word) || PERSON_VERB.test(verb.word)) ? next - at + 1 : 0
}

/** Mark and Dawn visited: two words that are names too, before what only persons do. */
function isPaired(tokens: readonly Token[], at: number): boolean {
  const from = tokens[at - 1]?.word === 'and' ? at - 2 : at
  const [first, and, second, verb] = from < 0 ? [] : tokens.slice(from, from + 4)
  if (!first || !second || and?.word !== 'and' || verb?.gap !== ' ') return false
  return (
    [first, second].every(({ word }) => word === 'Will' || isGivenWord(word)) &&
    (TOGETHER.test(verb.word) || DEED.test(verb.word))
  )
}

/** Grace slept well; LI Xiaoming: what is a name whatever the tables say of its first word. */
function certainName(page: LatinPage, at: number, strength: number): number {
  const { text, tokens } = page
  const [first, second] = tokens.slice(at, at + 2)
  if (!first || !second) return 0
  const opens = /(?:^|[.;!?\n] ?)$/.test(text.slice(Math.max(0, first.start - 2), first.start))
  if (opens && second.gap === ' ' && ONLY_PERSON.test(second.word) && isActor(first.word)) {
    return isClinical(first.word, page.dictionary) || page.classes.of(first.word) === 'word' ? 0 : 1
  }
  if (isPaired(tokens, at)) return 1
  const known = isNameOrWord(first.word) || isGivenWord(first.word)
  const named = CAPITAL.test(first.word) && known && !NO_PERSON.test(first.word)
  if (opens && named && second.gap === ' ' && DEED.test(second.word) && !ALL_CAPITALS.test(first.word)) {
    return 1
  }
  const pinyin =
    ALL_CAPITALS.test(first.word) &&
    second.gap === ' ' &&
    /^\p{Lu}\p{Ll}{3,}/u.test(second.word) &&
    [first, second].every(({ word }) => isPinyin(word))
  if (opens && second.gap === ' ' && isHeader(page, at)) return 2
  const surname =
    PINYIN_SURNAMES.has(first.word) && second.gap === ' ' && /^\p{Lu}\p{Ll}{4,}$/u.test(second.word)
  if (surname && isPinyin(second.word) && page.classes.of(second.word) !== 'word') return 2
  return pinyin ? 2 : reversedPair(page, at, strength) || lowerPatient(page, at) || withParticle(tokens, at)
}

/** Words of the language, the clinic and of discoverers alone: only a title makes them a name. */
const isOrdinary = (words: readonly string[], classes: LatinClasses, strength: number): boolean => {
  const kinds = words
    .filter((word) => word.length > 1 && !PARTICLE.test(word))
    .map((word) => classes.of(word))
  if (kinds.every((kind) => kind === 'word' || kind === 'place')) return true
  return strength < 2 && kinds.length > 1 && words.every((word) => isDiscoverer(word))
}

/** Colles fracture, Zimmer frame: what is named after somebody stands behind. */
const isNamedAfter = (part: readonly Token[], follower: Token | undefined): boolean =>
  follower?.gap.length === 1 &&
  (isEponymHead(follower.word) ||
    (isMedicalHead(follower.word) && part.every(({ word }) => isDiscoverer(word))))

/** How strong a cue must be to make a person of what stands before the head of an eponym. */
const namedAfterUpTo = (part: readonly Token[]): number =>
  part.every(({ word }) => isDiscoverer(word)) ? 2.5 : 2

/** The name that begins at a token, in how many tokens, and whose. */
function nameAt(page: LatinPage, at: number): { length: number; role?: Role } | null {
  const { text, tokens, dictionary } = page
  const first = tokens[at]
  if (!first) return null
  const before = cueBefore(text, tokens, at)
  const certain = certainName(page, at, before.strength)
  if (certain > 0) return { length: certain, ...(before.role ? { role: before.role } : {}) }
  const lowTitle =
    before.strength === 3 &&
    !CAPITAL.test(first.word) &&
    first.word.length > 2 &&
    !isNoName(first.word) &&
    page.classes.of(first.word) !== 'word'
  const addressed = HAN_TITLE.test(text.slice(first.end, first.end + 5))
  const length = lowTitle
    ? 1
    : runFrom(tokens, at, addressed ? 2.5 : before.strength) || wordyPair(tokens, at)
  if (length === 0) return null
  const part = tokens.slice(at, at + length)
  const end = part.at(-1)?.end ?? first.end
  const follower = tokens[at + length]
  const possessive = POSSESSIVE.test(text.slice(end, end + 2))
  if (before.strength < namedAfterUpTo(part) && isNamedAfter(part, follower)) return null
  // Ortolani and Barlow negative: two discoverers side by side.
  const joined = follower && /^(?:and|or)$/.test(follower.word) ? tokens[at + length + 1] : undefined
  if (before.strength < 2 && joined && [...part, joined].every(({ word }) => isDiscoverer(word))) return null
  if (possessive && before.strength === 0 && length === 1 && !OWNED.test(follower?.word ?? '')) return null
  const words = part.map(({ word }) => word)
  if (before.strength < 2.5 && words.some((word) => ORGANISATION_HEADS.has(word))) return null
  // ADA Standards: an acronym before a word that is no name.
  if (before.strength < 2 && ALL_CAPITALS.test(first.word) && words.length > 1) {
    const named = words.slice(1).some((word) => isNameOrWord(word) || INITIAL.test(word) || isPinyin(word))
    if (!named) return null
  }
  if (before.strength < 2.5 && isOrdinary(words, page.classes, before.strength)) return null
  const shape = shapeOf(words)
  const whole = words.filter((word) => word.length > 1 && !PARTICLE.test(word)).length
  if (
    whole === 0 ||
    words.some((word) => word.length > 1 && isClinical(word, dictionary) && !isKnownName(word))
  ) {
    return null
  }
  if (INITIAL.test(first.word) && text[first.end] !== '.') return null
  const told =
    (before.strength > 0 && follower?.gap === ' ' && WHOSE.test(follower.word) && isActor(first.word)) ||
    HAN_TITLE.test(text.slice(end, end + 5))
  if (whole === 1 && shape < 2 && before.strength < 2 && !told && !words.some((word) => INITIAL.test(word))) {
    return null
  }
  const behind = cueBehind(page, at + length, end)
  const score =
    shape +
    before.strength * (shape > 0 || before.strength >= 2 ? 1 : 0) +
    behind +
    (whole >= 2 ? 1 : 0) +
    (words.some((word) => INITIAL.test(word)) && whole >= 1 ? 1 : 0)
  const acronym = words.length === 1 && ALL_CAPITALS.test(first.word)
  if (acronym && before.strength < 3) return null
  if (score < 3) return null
  return { length, ...(before.role ? { role: before.role } : {}) }
}

const span = (text: string, start: number, end: number): Span => ({
  start,
  end,
  surface: text.slice(start, end),
})

/** The parts of the names found, where they stand again alone. */
function* again(text: string, tokens: readonly Token[], names: readonly LatinName[]): Generator<LatinName> {
  const parts = new Set(
    names
      .flatMap(({ surface }) => surface.split(/[ .]+/))
      .filter((word) => word.length >= 3 && !PARTICLE.test(word)),
  )
  const sure = new Set(
    [...parts].filter(
      (word) => CAPITAL.test(word) && (isKnownName(word) || !isNameOrWord(word) || isGivenWord(word)),
    ),
  )
  for (let at = 0; at < tokens.length; at += 1) {
    const first = tokens[at]
    if (!first || !sure.has(first.word)) continue
    const last = tokens[at + Math.max(1, runFrom(tokens, at, 0)) - 1] ?? first
    yield span(text, first.start, last.end)
  }
}

/**
 * Names in Latin letters: words with capitals that a title, a label, a relation, a verb, the age behind them or the tables of names
 * give away, pinyin included; then every place where their parts stand again. Linear in the length of the text.
 */
export function findLatinNames(page: LatinPage): LatinName[] {
  const { text, tokens } = page
  const names: LatinName[] = []
  for (let at = 0; at < tokens.length;) {
    const name = nameAt(page, at)
    const last = name && tokens[at + name.length - 1]
    const first = tokens[at]
    if (name && last && first) {
      const dot = text[last.end] === '.' && INITIAL.test(last.word) ? 1 : 0
      names.push({ ...span(text, first.start, last.end + dot), ...(name.role ? { role: name.role } : {}) })
    }
    at += name?.length ?? 1
  }
  // A role that a reading by words has found goes before a frame, which has none.
  const covered = (one: Span) => names.some(({ start, end }) => start <= one.start && one.end <= end)
  const framed = [...byFrame(page), ...bySlot(page), ...byRoll(page), ...latinInHan(page)].filter(
    (one) => !covered(one),
  )
  const evident = evidentNames(page).map(({ first, last, role }) => {
    const [from, to] = [tokens[first]?.start ?? 0, tokens[last]?.end ?? 0]
    return { ...span(text, from, to), ...(role ? { role } : {}) }
  })
  const before = [...names, ...framed]
  const within = (one: Span) => before.some((known) => known.start <= one.start && one.end <= known.end)
  // A longer reading of the same name wins: Xiaoming Brown.
  const all = [...before, ...evident.filter((one) => !within(one))]
  const told = all.filter(
    (one) =>
      !isEponymPair(one.surface) && !isCited(text.slice(one.end, one.end + 140)) && !isPrescribed(text, one),
  )
  const whole = told.map((one) => {
    const [start, end] = [nameStart(page, one.start), nameEnd(page, one)]
    return { ...one, ...span(text, start, end) }
  })
  return [...whole, ...byInitials(page), ...again(text, tokens, told)]
}
