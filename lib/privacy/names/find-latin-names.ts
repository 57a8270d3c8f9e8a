import type { Span } from '@/lib/clinical/contract'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import contexts from '@/lib/privacy/names/latin-contexts.json'
import {
  isEponymHead,
  isKnownName,
  isNameOrWord,
  isNoName,
  isPinyin,
  isVerbBehind,
} from '@/lib/privacy/names/latin-words'
import type { Role } from '@/lib/privacy/names/name-context'

export type LatinName = Span & { role?: Role }

/** A word of a text in Latin letters, with what parts it from the word in front. */
interface Token {
  start: number
  end: number
  word: string
  gap: string
}

const WORD = /[\p{Script=Latin}][\p{Script=Latin}\p{Mn}'’-]{0,30}/gu
const CAPITAL = /^\p{Lu}/u
const ALL_CAPITALS = /^\p{Lu}{2,}(?:-\p{Lu}{2,})*$/u
const INITIAL = /^\p{Lu}$/u
const PARTICLE =
  /^(?:de|da|di|del|della|der|den|van|von|ter|bin|bint|ibn|al|el|la|le|du|dos|das|ní|ni|mac|mc|ó|y|e|st)$/i

const TITLES = new Map(
  Object.entries(contexts.titles).flatMap(([role, words]) =>
    words.map((word) => [word.toLowerCase(), role as Role] as const),
  ),
)
const LOWER_TITLE = /^(?:mr|mrs|ms|miss|dr)$/
const LABEL =
  /(?:name(?: on (?:card|form|label|list))?|next of kin|nok|physician|surgeon|doctor|attending|consultant|signed(?: by)?|contact|guardian|reported by|reviewed by|author|gp|cc|attn) ?[:：,] ?$/i
/** Behind these stands a person, by whatever name, or a service of the hospital. */
const PERSON_BEFORE = new RegExp(`(?:^|[^a-z])(?:${contexts.personBefore.join('|')}):? ?$`, 'i')
/** Anaes: Szymanski, scrub: Joy: who was there. */
const ROLE_LABEL = new RegExp(`(?:^|[^a-z])(?:${contexts.roleLabels.join('|')}) ?[:：] ?$`, 'i')
const HAN_LABEL = /(?:签名|签字|姓名|医师|医生|护士|联系人) ?[:：]? ?$/
const HAN_TITLE = /^ ?(?:先生|女士|太太|小姐|夫人|医生|医师|教授|大夫|护士|主任)/
/** Endings of English words for acts, states, specialties and their people. */
const WORD_SHAPED =
  /(?:ing|ed|tion|sion|ment|ity|ous|ive|ally|ology|iatry|iatrics|aedics|pedics|etics|ics|(?<!qv|qu)ists?|icians?|arians?|itis|osis|aemia|emia|ness|ship|able|ible|urgery|therapy|scopy|graphy|gram)s?$/i
const SERVICES = new Set(contexts.services)
const ORGANISATION_HEADS = new Set(contexts.organisationHeads)
/** What only a person does, so that an unknown word with a capital before it is a name. */
const ONLY_PERSON = /^(?:rang|phoned|says|said|thinks|wants|wanted|favours|slept|woke|lives|drank|ate|cried)$/
const WHOSE = /^(?:who|whose|says|said|rang|phoned|lives|reports|denies|thinks|wants)$/
const BEFORE = new RegExp(`(?:^|[^a-z])(?:${contexts.verbsBefore.join('|')}) ?$`, 'i')
const AGE_BEHIND =
  /^(?:,? \(?(?:is |an? |aged? ?)?\d{1,3}(?:[ -]?(?:y|year|yo)\b|[ -]year|[MF]\b)|,? \(?aged? \d{1,3}\b|, \(?\d{1,3}(?:,|$| ?\)))/i
const BIRTH_BEHIND = /^,? \((?:DOB|d\.?o\.?b|born|MRN|NHS|outpatient|aged|\d)/i
const PERSON_VERB =
  /^(?:had|missed|has|says|said|reports|reported|denies|takes|took|lives|underwent|presents|presented|feels|attended|needs|asked|refused|is|was)$/
const POSSESSIVE = /['’]s?$/
/** What somebody has: a relative, a chart, a wound. */
const OWNED =
  /^(?:mother|father|mum|mom|dad|wife|husband|son|daughter|family|partner|sister|brother|parents|carer|guardian|neighbou?r|chart|notes?|labs?|bloods?|consent|bed|room|meds|medications?|dressing|wound|drain|blood|potassium|insulin|discharge|scan|biopsy|results?|appointment|cannula|catheter|pain|breathing|sats|temperature|cough|appetite|mood|last|next|echo|ct|mri|ecg|ekg|x-ray|ultrasound|endoscopy|film|bp|inr|hb|crp|obs|pressure|sugars?|glucose|fluids?|urine|feed|diet|weight|gp|nurse|surgeon|consultant|therapist|interpreter|belongings|glasses|dentures|phone|house|home|flat|address|birthday|school|teacher|employer|insurance|passport|leg|arm|hip|knee|foot|hand|back|operation|surgery|admission|referral|letter|death)$/i
/** Only persons do so, even those whose name is a word: Grace slept well. */
const DEED =
  /^(?:slept|ate|woke|says|denies|reports|complains|complained|refused|refuses|vomited|drank|feels|walked|asked|asks|wants|wanted|lives|cried|tolerated|mobilised|consented|phoned|agreed|agrees|needs|told|thinks|worries|stopped|fell|collapsed)$/
const NO_PERSON =
  /^(?:baby|infant|doctor|dean|male|man|she|son|guy|sister|general|major|page|per|he|mother|patient)$/i
const BED = /\b(?:bed|room|rm|bay|cubicle|side ?room|bedspace)\.? ?[a-z]?\d{1,4}[a-z]?[,:]? ?[-–]? ?$/i
const REVERSED_BEHIND = /^(?: ?[-–:(|]| ?$|\n|,? (?:DOB|MRN|NHS|aged?|born|\d|[MF]\b))/
const LEADING = /^(?:van|von|de|del|della|di|da|du|ter|el|al|bin|ibn)$/

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let last = 0
  for (const { 0: raw, index: start } of text.matchAll(WORD)) {
    const word = raw.replace(/[-'’]+$|['’]s$/, '')
    // HN-552, C12: letters of a number.
    if (/^-?\d/.test(text.slice(start + word.length, start + word.length + 2))) continue
    tokens.push({ start, end: start + word.length, word, gap: text.slice(last, start) })
    last = start + word.length
  }
  return tokens
}

/** Words that no title makes a name. */
const FUNCTION_WORD =
  /^(?:the|this|that|he|she|they|it|his|her|with|has|had|was|is|are|who|and|or|on|in|at|for|to|of|no|not|if|please|review|reviewed|said|says|care|unit|team|ward|clinic|led|informed|aware|denies|reports|presents|unknown|withheld)$/i
/** Behind Mr or Dr every word is a name; behind Patient or Mother it can be the beginning of anything. */
const HONORIFIC = /^(?:mr|mrs|ms|miss|mx|dr|prof|professor|nurse|sister|matron|paramedic|midwife)$/
const isCapital = ({ word }: Token, strength = 0) =>
  CAPITAL.test(word) &&
  !TITLES.has(word.toLowerCase()) &&
  (strength > 2 ? !FUNCTION_WORD.test(word) : !isNoName(word) || (strength === 2 && isKnownName(word)))
const joins = (gap: string) => gap === ' ' || gap === '. ' || gap === '.'

/** How many tokens from `at` can be one name: capitalised words and initials with particles between them. */
function runFrom(tokens: readonly Token[], at: number, strength: number): number {
  let length = 0
  for (let i = at; i < Math.min(tokens.length, at + 4); i += 1) {
    const token = tokens[i]
    if (!token) break
    const joined =
      i === at || token.gap === ' ' || (joins(token.gap) && INITIAL.test(tokens[i - 1]?.word ?? ''))
    // Hughes NIV: an acronym behind a name is none of its words.
    const acronym = ALL_CAPITALS.test(token.word) && !ALL_CAPITALS.test(tokens[at]?.word ?? '')
    // Zhao LQ: the given name in initials.
    const initials = strength >= 2 && /^\p{Lu}{1,3}$/u.test(token.word) && isPinyin(tokens[i - 1]?.word ?? '')
    if (!joined || (i > at && acronym && !isPinyin(token.word) && !initials)) break
    const goesOn =
      i > at &&
      CAPITAL.test(token.word) &&
      isNameOrWord(token.word) &&
      isNameOrWord(tokens[i - 1]?.word ?? '')
    if (
      goesOn ||
      isCapital(token, i === at ? strength : 0) ||
      (INITIAL.test(token.word) && token.word !== 'I')
    ) {
      length = i - at + 1
    } else if (!(i > at && PARTICLE.test(token.word))) break
  }
  return length
}

interface Page {
  text: string
  tokens: readonly Token[]
  dictionary: Dictionary
}

/** Whether a word alone is a term of the clinic. */
function isClinical(word: string, { phrases }: Dictionary): boolean {
  const small = word.toLowerCase()
  return phrases.at(small, 0).some(({ to }) => to === small.length)
}

/** Whether a word with a capital is the name of a service, or an act, a state or a specialty by its ending. */
const isService = (word: string): boolean => SERVICES.has(word.toLowerCase()) || WORD_SHAPED.test(word)

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

function cueBefore(text: string, tokens: readonly Token[], at: number): { role?: Role; strength: number } {
  const token = tokens[at]
  const previous = tokens[at - 1]
  if (!token) return { strength: 0 }
  const role =
    previous && /^(?:\.? |:? ?\(|, )$/.test(token.gap) ? TITLES.get(previous.word.toLowerCase()) : undefined
  if (role && previous && (token.gap !== ', ' || role === 'relative')) {
    const word = previous.word.toLowerCase()
    return { role, strength: LOWER_TITLE.test(word) ? 3 : HONORIFIC.test(word) ? 2.5 : 2 }
  }
  const before = text.slice(Math.max(0, token.start - 24), token.start)
  if (HAN_LABEL.test(before)) return { strength: 2 }
  if ((LABEL.test(before) || BED.test(before)) && !isService(token.word)) return { strength: 2 }
  if ((PERSON_BEFORE.test(before) || ROLE_LABEL.test(before)) && !isService(token.word)) {
    return { strength: ALL_CAPITALS.test(token.word) ? 1 : 2 }
  }
  return { strength: BEFORE.test(before) ? 1 : 0 }
}

function cueBehind({ text, tokens }: Page, next: number, end: number): number {
  const behind = text.slice(end, end + 24)
  if (HAN_TITLE.test(behind)) return 3
  if (AGE_BEHIND.test(behind) || BIRTH_BEHIND.test(behind)) return 2
  const follower = tokens[next]
  if (follower && /^['’]s $/.test(follower.gap) && OWNED.test(follower.word)) return 1
  if (!follower || follower.gap.trim() !== '') return /^[,;:.)]|^$| -/.test(behind) ? 0.5 : 0
  return isVerbBehind(follower.word) ? 1 : 0
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

/** Lopez, Maria: a surname, a comma and a given name at the beginning of a line or behind a label. */
function reversedPair({ text, tokens, dictionary }: Page, at: number, strength: number): number {
  const [first, second] = tokens.slice(at, at + 2)
  if (second?.gap !== ', ' || !first || !isKnownName(second.word) || !isCapital(second)) return 0
  const acronym = [first, second].some(({ word }) => isClinical(word, dictionary))
  const named = first.word.length > 3 || isKnownName(first.word)
  if (ALL_CAPITALS.test(first.word) && named && !acronym) {
    const initial = tokens[at + 2]
    return initial?.gap === ' ' && INITIAL.test(initial.word) ? 3 : 2
  }
  const opens = strength > 0 || first.start === 0 || text[first.start - 1] === '\n'
  return opens && isCapital(first, strength) && REVERSED_BEHIND.test(text.slice(second.end, second.end + 6))
    ? 2
    : 0
}

/** pt okafor, chidi; pt smith: known names in small letters behind patient. */
function lowerPatient(tokens: readonly Token[], at: number): number {
  const [before, first, second] = [tokens[at - 1], tokens[at], tokens[at + 1]]
  if (!before || !first || first.gap !== ' ' || !/^(?:pt|patient)$/i.test(before.word)) return 0
  if (CAPITAL.test(first.word) || isNoName(first.word) || first.word.length < 3) return 0
  if (second && /^,? $/.test(second.gap) && isKnownName(second.word) && !isNoName(second.word)) {
    return isNameOrWord(first.word) || second.gap === ', ' ? 2 : 0
  }
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

/** Grace slept well; LI Xiaoming: what is a name whatever the tables say of its first word. */
function certainName(page: Page, at: number, strength: number): number {
  const { text, tokens } = page
  const [first, second] = tokens.slice(at, at + 2)
  if (!first || !second) return 0
  const opens = /(?:^|[.;!?\n] ?)$/.test(text.slice(Math.max(0, first.start - 2), first.start))
  if (opens && second.gap === ' ' && ONLY_PERSON.test(second.word) && isActor(first.word)) {
    return isClinical(first.word, page.dictionary) ? 0 : 1
  }
  const named = CAPITAL.test(first.word) && isNameOrWord(first.word) && !NO_PERSON.test(first.word)
  if (opens && named && second.gap === ' ' && DEED.test(second.word) && !ALL_CAPITALS.test(first.word)) {
    return 1
  }
  const pinyin =
    ALL_CAPITALS.test(first.word) &&
    second.gap === ' ' &&
    /^\p{Lu}\p{Ll}{3,}/u.test(second.word) &&
    [first, second].every(({ word }) => isPinyin(word))
  return pinyin ? 2 : reversedPair(page, at, strength) || lowerPatient(tokens, at) || withParticle(tokens, at)
}

/** The name that begins at a token, in how many tokens, and whose. */
function nameAt(page: Page, at: number): { length: number; role?: Role } | null {
  const { text, tokens, dictionary } = page
  const first = tokens[at]
  if (!first) return null
  const before = cueBefore(text, tokens, at)
  const certain = certainName(page, at, before.strength)
  if (certain > 0) return { length: certain, ...(before.role ? { role: before.role } : {}) }
  const lowTitle =
    before.strength === 3 && !CAPITAL.test(first.word) && first.word.length > 2 && !isNoName(first.word)
  const addressed = HAN_TITLE.test(text.slice(first.end, first.end + 5))
  const length = lowTitle
    ? 1
    : runFrom(tokens, at, addressed ? 2.5 : before.strength) || wordyPair(tokens, at)
  if (length === 0) return null
  const part = tokens.slice(at, at + length)
  const end = part.at(-1)?.end ?? first.end
  const follower = tokens[at + length]
  const possessive = POSSESSIVE.test(text.slice(end, end + 2))
  if (follower?.gap.length === 1 && isEponymHead(follower.word) && before.strength < 2) return null
  if (possessive && before.strength === 0 && length === 1 && !OWNED.test(follower?.word ?? '')) return null
  const words = part.map(({ word }) => word)
  if (before.strength < 2.5 && words.some((word) => ORGANISATION_HEADS.has(word))) return null
  // ADA Standards: an acronym before a word that is no name.
  if (before.strength < 2 && ALL_CAPITALS.test(first.word) && words.length > 1) {
    if (words.slice(1).every((word) => !isNameOrWord(word) && !INITIAL.test(word) && !isPinyin(word)))
      return null
  }
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
  const initial = words.some((word) => INITIAL.test(word))
  const score =
    shape +
    before.strength * (shape > 0 || before.strength >= 2 ? 1 : 0) +
    behind +
    (whole >= 2 ? 1 : 0) +
    (initial && whole >= 1 ? 1 : 0)
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

const INITIALS = [
  /\b(?:[Pp]t|[Pp]atient|Mr|Mrs|Ms|Miss|Dr|[Ss]igned|[Ii]nitials?|[Ww]ife|[Hh]usband|[Ss]on|[Dd]aughter|by)[: ]{1,2}((?:\p{Lu}\.){2,3})/dgu,
  /\b(?:Mr|Mrs|Ms|Miss|Dr|[Ii]nitials?|[Ss]igned)[: ]{1,2}(\p{Lu}{2})(?![\p{L}\d-])/dgu,
  /\b[Pp]t (\p{Lu}{2})(?![\p{L}\d/'’-])/dgu,
]
const NO_INITIALS = new Set(contexts.notInitials)

/** pt J.S., Mr TK: a person by initials. */
function* byInitials(text: string, dictionary: Dictionary): Generator<LatinName> {
  for (const match of INITIALS.flatMap((form) => [...text.matchAll(form)])) {
    const [start, end] = match.indices?.[1] ?? [0, 0]
    const letters = match[1]?.replaceAll('.', '') ?? ''
    const clinical = !match[1]?.includes('.') && (NO_INITIALS.has(letters) || isClinical(letters, dictionary))
    if (!clinical) yield span(text, start, end)
  }
}

/** The parts of the names found, where they stand again alone. */
function* again(text: string, tokens: readonly Token[], names: readonly LatinName[]): Generator<LatinName> {
  const parts = new Set(
    names
      .flatMap(({ surface }) => surface.split(/[ .]+/))
      .filter((word) => word.length >= 3 && !PARTICLE.test(word)),
  )
  const sure = new Set(
    [...parts].filter((word) => CAPITAL.test(word) && (isKnownName(word) || !isNameOrWord(word))),
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
export function findLatinNames(text: string, dictionary: Dictionary): LatinName[] {
  const tokens = tokensOf(text)
  const names: LatinName[] = []
  for (let at = 0; at < tokens.length;) {
    const name = nameAt({ text, tokens, dictionary }, at)
    const last = name && tokens[at + name.length - 1]
    const first = tokens[at]
    if (name && last && first) {
      const dot = text[last.end] === '.' && INITIAL.test(last.word) ? 1 : 0
      names.push({ ...span(text, first.start, last.end + dot), ...(name.role ? { role: name.role } : {}) })
    }
    at += name?.length ?? 1
  }
  return [...names, ...byInitials(text, dictionary), ...again(text, tokens, names)]
}
