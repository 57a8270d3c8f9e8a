import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import type { LatinClasses, WordClass } from '@/lib/privacy/names/latin-classes'
import cues from '@/lib/privacy/names/latin-evidence.json'
import {
  ALL_CAPITALS,
  CAPITAL,
  FUNCTION_WORD,
  INITIAL,
  PARTICLE,
  TITLES,
  type Token,
} from '@/lib/privacy/names/latin-tokens'
import {
  AGED,
  ALONE,
  BED_BEFORE,
  BEHIND,
  CALLED_BEHIND,
  CALLED_ROLE,
  CONCERNS,
  CREDENTIAL,
  DOSE_BEHIND,
  HAVING,
  LISTED_AGE,
  PLANNED,
  HANDOVER,
  HAN_HEAD,
  LABEL_BEFORE,
  LIST_BEHIND,
  MET,
  MONTH,
  OPENS,
  OWN_ACT,
  PLACED,
  POSSESSIVE,
  PRONOUN,
  REQUEST,
  REQUESTED,
  ROLE_IN_BRACKETS,
  SERVICE_BEFORE,
  SIGNING,
  STATE,
  STATE_OF_PERSON,
  WHEN,
} from '@/lib/privacy/names/latin-surroundings'
import { isEponymHead, isGivenWord, isPinyin } from '@/lib/privacy/names/latin-words'
import type { Role } from '@/lib/privacy/names/name-context'

const setOf = (words: readonly string[]): ReadonlySet<string> => new Set(words)
const KIN = setOf(cues.kin)
const ROLES = setOf(cues.roles)
const HONOUR = setOf(cues.titles)
const VERBS_BEFORE = setOf(cues.verbsBefore)
const PERSONS = setOf(cues.persons)
const DEEDS = setOf(cues.deeds)
const OWNED = setOf(cues.owned)
const GROUPS = setOf(cues.groups)
const MEDICAL = setOf(cues.medical)
const DRUG_VERBS = setOf(cues.drugVerbs)

/** Some tokens with a capital that may be one person: `first` to `last`, both inclusive. */
interface Run {
  first: number
  last: number
  classes: readonly WordClass[]
}

/** What is read of a run: how far it speaks for a person, and whose. */
interface Reading {
  score: number
  role?: Role
}

/** A run is a name from here on. */
const NAME_FROM = 3

/** What tells a person without a name. */
const PERSON_WORD =
  /^(?:gents?|gentleman|lady|ladies|male|female|man|woman|boy|girl|baby|infant|child|mother|father|mum|mom|dad|junior|senior|cases?)$/i
const isRun = (kind: WordClass): boolean => kind !== 'word' && kind !== 'place'

/** Class of a token as a part of a name; `word` where nothing speaks for one. */
function kindOf({ word }: Token, classes: LatinClasses): WordClass {
  if (!CAPITAL.test(word) || INITIAL.test(word) || FUNCTION_WORD.test(word) || PERSON_WORD.test(word)) {
    return 'word'
  }
  const small = word.toLowerCase()
  if (TITLES.has(small) || HONOUR.has(small) || KIN.has(small)) return 'word'
  if (ALL_CAPITALS.test(word)) {
    const kind = word.length > 3 ? classes.of(word) : 'word'
    return kind === 'name' || kind === 'both' ? kind : 'word'
  }
  // IIIC is a stage.
  if (/\p{Lu}.*\p{Lu}\p{Lu}/u.test(word) || /^[IVX]{2,}[A-Da-d]?$/.test(word)) return 'word'
  const kind = classes.of(word)
  return isGivenWord(word) && !isRun(kind) ? 'both' : kind
}

const joins = (gap: string, before: string) =>
  gap === ' ' || ((gap === '. ' || gap === '.') && INITIAL.test(before))

/** The run that begins at a token: words with a capital, initials and particles between them. */
function runAt({ tokens, classes }: EvidencePage, at: number): Run | null {
  const kinds: WordClass[] = []
  let [first, last] = [at, -1]
  for (let i = at; i < Math.min(tokens.length, at + 5); i += 1) {
    const token = tokens[i]
    if (!token || (i > at && !joins(token.gap, tokens[i - 1]?.word ?? ''))) break
    const kind = kindOf(token, classes)
    if (isRun(kind)) {
      kinds.push(kind)
      last = i
    } else if (INITIAL.test(token.word) && token.word !== 'I') {
      if (i > at && last >= 0) last = i
    } else if (!(i > at && PARTICLE.test(token.word))) break
  }
  if (last < 0) return null
  if (!kinds.length) return null
  while (first < last && !CAPITAL.test(tokens[first]?.word ?? '')) first += 1
  return { first, last, classes: kinds }
}

/** What the words of a run say by themselves. */
function ownScore(run: Run, opens: boolean, words: readonly string[]): number {
  const has = (kind: WordClass) => run.classes.includes(kind)
  const longest = Math.max(...words.map(({ length }) => length))
  let score = 0
  // A name of the tables that is no word needs no more within a sentence.
  if (has('name')) score = opens ? 2 : longest > 3 ? 3 : 2.5
  else if (has('unknown')) score = opens ? 1 : 2
  else if (has('both')) score = opens ? 0 : 1
  // JOHNSON needs blood: capitals alone say as little as those at the beginning of a sentence.
  if (words.every((word) => ALL_CAPITALS.test(word))) {
    score = has('name') ? 2 : has('both') && (words[0]?.length ?? 0) > 4 ? 1.75 : has('both') ? 1 : 0
  }
  if (run.classes.length > 1 && !has('eponym')) {
    score += run.classes.every((kind) => kind === 'both') ? 0.5 : 1
  }
  if (words.some((word) => INITIAL.test(word))) score += 0.75
  if (has('eponym')) score -= 1.5
  return score
}

interface Place {
  text: string
  tokens: readonly Token[]
  run: Run
  /** The run before in the text is a name. */
  named: boolean
}

/** What stands in front of a run. */
function beforeScore({ text, tokens, run, named }: Place): Reading {
  const token = tokens[run.first]
  if (!token) return { score: 0 }
  const before = text.slice(Math.max(0, token.start - 40), token.start)
  const previous = tokens[run.first - 1]
  const word = previous?.word.toLowerCase() ?? ''
  if (SERVICE_BEFORE.test(before) && text[tokens[run.last]?.end ?? 0] === ')') return { score: 2.25 }
  if (before.endsWith('(') && text[tokens[run.last]?.end ?? 0] === ')') return { score: 1 }
  if (BED_BEFORE.test(before)) return { score: 2, role: 'patient' }
  if (LABEL_BEFORE.test(before)) return { score: 2 }
  if (SIGNING.test(before)) return { score: 2.5, role: 'clinician' }
  if (!previous) return { score: 0 }
  const close = /^[ .,:;/("“'-]{0,3}$/.test(token.gap) && token.gap.length > 0
  // The last item of a numbered list of persons.
  if (!close) return { score: named && /^ \d{1,2}[.)] $/.test(token.gap) ? 1.5 : 0 }
  const direct = token.gap === ' ' || token.gap === '. '
  if (MONTH.test(token.word) && direct && WHEN.test(word)) return { score: -3 }
  if (HONOUR.has(word) && direct) return { score: 3 }
  if (KIN.has(word) && /^(?: |, | \(|: | - | – |, ")$/.test(token.gap)) return { score: 2, role: 'relative' }
  if (ROLES.has(word) && /^(?: |: | \(|, )$/.test(token.gap)) {
    return {
      score: token.gap === ', ' ? 1 : 2,
      ...(TITLES.has(word) ? { role: TITLES.get(word) as Role } : {}),
    }
  }
  const beside = isGivenWord(token.word) ? 2 : 1.5
  if (named && /^(?:, | and | & |\/|; )$/.test(token.gap)) return { score: beside }
  if (named && (word === 'and' || word === 'or') && token.gap === ' ') return { score: beside }
  if (VERBS_BEFORE.has(word) && (direct || token.gap === ', ' || token.gap === ': ')) return { score: 1.5 }
  if (/\b(?:c\/o|w\/|s\/b|d\/w|h\/o to|per) $/i.test(before)) return { score: 1.5 }
  const end = tokens[run.last]?.end ?? 0
  if (REQUEST.test(before) && REQUESTED.test(text.slice(end, end + 12))) return { score: 2 }
  if (CONCERNS.test(before)) return { score: 1.5 }
  if (isGivenWord(token.word) && MET.test(before)) return { score: 2 }
  if (DRUG_VERBS.has(word) && direct) return { score: -1.5 }
  return { score: PERSONS.has(word) && direct ? 0.5 : 0 }
}

/** What stands behind a run. */
function behindScore({ text, tokens, run }: Place, dictionary: Dictionary): Reading {
  const end = tokens[run.last]?.end ?? 0
  const behind = text.slice(end, end + 60)
  const next = tokens[run.last + 1]
  const word = next?.word.toLowerCase() ?? ''
  if (HAN_HEAD.test(behind)) return { score: -5 }
  if (DOSE_BEHIND.test(behind)) return { score: -4 }
  if (AGED.test(behind)) return { score: LISTED_AGE.test(behind) ? 4.5 : 2, role: 'patient' }
  if (CREDENTIAL.test(behind)) return { score: behind.startsWith(' (') ? 3 : 2, role: 'clinician' }
  if (CALLED_BEHIND.test(behind)) return { score: 2.5 }
  const said = BEHIND.find(([form]) => form.test(behind))
  if (said) return { score: said[1], ...(said[1] < 2 ? {} : { role: 'patient' as const }) }
  if (PLACED.test(behind)) return { score: 2, role: 'patient' }
  const bracket = ROLE_IN_BRACKETS.exec(behind)?.[1]?.toLowerCase()
  if (
    bracket !== undefined &&
    (KIN.has(bracket) || ROLES.has(bracket) || /ology$|iatrics$|surgery$/.test(bracket))
  ) {
    return { score: 2.5, ...(KIN.has(bracket) ? { role: 'relative' as const } : {}) }
  }
  const role = CALLED_ROLE.exec(behind)?.[1]?.toLowerCase()
  if (role !== undefined && (KIN.has(role) || ROLES.has(role))) return { score: 1.5 }
  const owned = POSSESSIVE.exec(behind)?.[1]?.toLowerCase()
  if (owned !== undefined) {
    // Ringer's lactate is a fluid.
    if (/^(?:Ringer|Hartmann)/.test(tokens[run.last]?.word ?? '')) return { score: -5 }
    const given = isGivenWord(tokens[run.last]?.word ?? '') ? 3 : 2
    return { score: OWNED.has(owned) && !MEDICAL.has(owned) ? given : -2 }
  }
  // needs a cannula. Ravi: a sentence of a name alone signs a text.
  const signs =
    text.length - end <= 3 &&
    /[.!?] $/.test(text.slice((tokens[run.first]?.start ?? 0) - 2, tokens[run.first]?.start))
  if (ALONE.test(behind)) return { score: signs ? 1 : 0.25 }
  if (!next) return { score: 0 }
  const direct = next.gap === ' '
  if (direct && GROUPS.has(word)) return { score: 1 }
  const second = tokens[run.last + 2]
  const medical = (token: Token | undefined) =>
    token !== undefined && (isEponymHead(token.word) || MEDICAL.has(token.word.toLowerCase()))
  if (direct && (medical(next) || (medical(second) && !DEEDS.has(word) && second?.gap === ' '))) {
    return { score: -5 }
  }
  if (isGivenWord(tokens[run.last]?.word ?? '')) {
    const told = STATE_OF_PERSON.test(behind) || OWN_ACT.test(behind) || HAVING.test(behind)
    if (told) return { score: 3 }
  }
  if (STATE.test(behind) || OWN_ACT.test(behind) || PLANNED.test(behind)) return { score: 2 }
  if (direct && DEEDS.has(word)) return { score: 1.25 }
  if (direct && dictionary.phrases.at(`${word} `, 0).some(({ to }) => to >= word.length)) return { score: -1 }
  return { score: HANDOVER.test(behind) ? 2 : LIST_BEHIND.test(behind) ? 1 : 0 }
}

interface EvidencePage {
  text: string
  tokens: readonly Token[]
  dictionary: Dictionary
  classes: LatinClasses
}

/** A name that what stands around it gives away, with the tokens it takes. */
interface EvidentName {
  first: number
  last: number
  role?: Role
}

/**
 * The runs of capitalised words that are likelier persons than words, discoverers, drugs or places, by adding up what they are and
 * what stands around them; no single frame decides. Linear in the number of tokens.
 */
/** Whether a word heads what drugs, devices and discoverers are named before: frame, dose, score. */
export const isMedicalHead = (word: string): boolean => MEDICAL.has(word.toLowerCase())

export function evidentNames(page: EvidencePage): EvidentName[] {
  const { text, tokens, dictionary } = page
  const found: EvidentName[] = []
  let named = -2
  let listing = false
  for (let at = 0; at < tokens.length;) {
    const run = runAt(page, at)
    const [first, last] = [tokens[run?.first ?? at], tokens[run?.last ?? at]]
    if (!run || !first || !last) {
      at += 1
      continue
    }
    const words = tokens.slice(run.first, run.last + 1).map(({ word }) => word)
    const opens = OPENS.test(text.slice(Math.max(0, first.start - 4), first.start)) || /: $/.test(first.gap)
    const gap = run.first - named - 1
    const place = { text, tokens, run, named: named >= 0 && gap <= 1 }
    const before = beforeScore(place)
    const behind = behindScore(place, dictionary)
    const listed = listing && /^ ?[:–—-] /.test(text.slice(last.end, last.end + 3)) ? 1 : 0
    const near = PRONOUN.test(text.slice(last.end, last.end + 60)) ? 0.5 : 0
    const score = ownScore(run, opens, words) + before.score + behind.score + near + listed
    if (
      score >= NAME_FROM &&
      !(words.length === 1 && isPinyin(words[0] ?? '') && words[0]?.length === 2 && before.score < 2)
    ) {
      const role = before.role ?? behind.role
      found.push({ first: run.first, last: run.last, ...(role ? { role } : {}) })
      named = run.last
      listing ||= /^ ?[:–—-] /.test(text.slice(last.end, last.end + 3))
    }
    at = run.last + 1
  }
  return found
}
