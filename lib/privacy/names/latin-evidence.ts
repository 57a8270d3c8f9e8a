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
import { isEponymHead, isPinyin } from '@/lib/privacy/names/latin-words'
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

const OPENS = /(?:^|[.!?;\n•*"“”|>#([]|(?:^|\s)[-–—]|\b\d{1,2}[.)]) ?$/
const DOSE_BEHIND = /^ ?(?:\d+(?:\.\d+)? ?(?:mg|mcg|µg|g\b|ml|units?|iu|%|mmol|kg|tabs?)|[+][+]?|\d+[/:]\d+)/i
const AGED =
  /^(?:,? ?\(?(?:is |an? |aged? ?)?\d{1,3}(?: ?(?:y|yo|yrs?|year|F|M)\b|[- ]year|[MF]\b)|,? ?\(?aged? \d|,? ?\(?(?:DOB|d\.?o\.?b|born|MRN|NHS)|,? \d{2}[MF]\b|, \d{1,3}(?:,|$|\)))/i
const CREDENTIAL =
  /^,? \(?(?:RN|MD|DO|NP|PA-?C?|LPN|CNA|PhD|BSN|MSW|LCSW|DPT|PharmD|CRNA|CNM|DDS|DNP|APRN|FNP|RRT|OT|PT|SLP|PGY-?\d|FY\d|F[12]|ST\d|CT\d|SHO|SpR|HCA|MBBS|FRC[A-Z]+|MRC[A-Z]+)\b/
const PLACED =
  /^(?:,? ?\(?(?:in |on )?(?:bed|room|rm|bay|cubicle|side room|theatre|resus|majors)\b| in \d{1,3}\b|,? ?\(\d{1,3}[A-Z]?\))/i
const BED_BEFORE =
  /\b(?:bed|room|rm|bay|cubicle|bedspace|cube|pod|chair|theatre|or|slot) ?#?[a-z]?\d{1,4}[a-z]?[,:)]? ?[-–—:]? ?$/i
const LABEL_BEFORE =
  /(?:^|[^a-z])(?:pt|patient|name|client|nok|contact|kin|informant|attending|consultant|gp|pcp|surgeon|author|provider|signed|witness|escort|carer|provider|from|to|cc|attn|re|seen by|reviewed by|interpreter|assistant|prescriber|referrer|requester|operator|on call|on-call|oncall|day|night|nurse|doctor)(?: name| by)? ?[:：=] ?$/i
/** Check on Beaumont, labs for Ortiz: what is said of a person with a preposition. */
const CONCERNS =
  /\b(?:check(?:ed|ing)?(?: in)? on|look(?:ed|ing)? (?:in )?(?:on|after|at|in on)|s[ai]t with|hand(?:ed)? over|rounds? on|eyes on|follow(?:ed)? up (?:on|with|by)|followed by|f\/u w(?:ith|\/)|update (?:on|for)|results? (?:on|for)|labs (?:on|for)|bloods (?:on|for)|waiting (?:on|for)|sign-?out (?:on|for|to|from)|report (?:on|for|from|to)|note on|scripts? for|rx for|called (?:to|for)|appointment with|appt with|meeting with|family of|care of|under the care of|attn:?|spoke (?:w\/|with|to)|talked (?:w\/|with|to)|regards to|thoughts (?:on|from)) $/i
const SIGNING = /(?:thanks|thank you|regards|sincerely|faithfully|wishes|cheers|signed|best),?[ \n]+[-–]? ?$/i
const ROLE_IN_BRACKETS = /^ ?\((?:his|her|their|pt'?s?|patient'?s)? ?(?:the )?(?:\w+ )?([a-z-]{2,20})[),;]/i
/** What is said of a person alone. */
const STATE =
  /^ (?:has been|had been|has remained|is|was|remains|remained|looks|looked|seems|feels|felt|appears|stays|keeps|went|became|got) (?:a bit |more |less |very |much |now |still |quite |again |being |clinically |feeling |not )?(?:stable|well|unwell|better|worse|settled|comfortable|febrile|afebrile|confused|agitated|drowsy|alert|awake|asleep|anxious|tearful|upset|happy|keen|aware|orientated|oriented|ambulatory|independent|mobile|bedbound|admitted|discharged|transferred|seen|reviewed|examined|intubated|extubated|for|awaiting|due|on|a|an|in|home|back|nil|npo|nbm|eating|drinking|sleeping|walking|complaining|refusing|pregnant|\d+)\b/
const PRONOUN = /\b(?:he|she|his|her|him|hers|himself|herself|who|whose)\b/i
const POSSESSIVE = /^['’]s? (?:(?:own|latest|last|next|new|repeat|first|morning|left|right) )?([a-z-]+)/i
const LIST_BEHIND = /^ ?(?:[-–—:]|->) ?(?=\S)/
const ALONE = /^[.,!]?[ \t]*(?:\n|$)/

/** What tells a person without a name. */
const PERSON_WORD =
  /^(?:gents?|gentleman|lady|ladies|male|female|man|woman|boy|girl|baby|infant|child|mother|father|mum|mom|dad|junior|senior|cases?)$/i
/** Authors of what is cited, and journals: "et al" or a volume with its pages stands behind, which is no time of the day. */
const CITED =
  /^[^\n]{0,110}?(?:\bet al\b|(?:\p{L}\.?|;|\)) ?\d{1,4}(?:\([\w ]{1,6}\))?:(?!\d\d\b(?![–-]\d{2,5}\b(?!:)))[A-Z]?\d{1,5}\b(?!:)|\d{4};\d{1,4}[:(])/u
export const isCited = (behind: string): boolean => CITED.test(behind)

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
  return /\p{Lu}.*\p{Lu}\p{Lu}/u.test(word) ? 'word' : classes.of(word)
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
  let score = 0
  if (has('name')) score = opens ? 2 : 2.5
  else if (has('unknown')) score = opens ? 1 : 2
  else if (has('both')) score = opens ? 0 : 1
  // JOHNSON needs blood: capitals alone say as little as those at the beginning of a sentence.
  if (words.every((word) => ALL_CAPITALS.test(word)))
    score = has('name') ? 2 : has('both') && (words[0]?.length ?? 0) > 4 ? 1.75 : has('both') ? 1 : 0
  if (run.classes.length > 1 && !has('eponym'))
    score += run.classes.every((kind) => kind === 'both') ? 0.5 : 1
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
  if (before.endsWith('(') && text[tokens[run.last]?.end ?? 0] === ')') return { score: 1 }
  if (BED_BEFORE.test(before)) return { score: 2, role: 'patient' }
  if (LABEL_BEFORE.test(before)) return { score: 2 }
  if (SIGNING.test(before)) return { score: 2.5, role: 'clinician' }
  if (!previous) return { score: 0 }
  const close = /^[ .,:;/("“'-]{0,3}$/.test(token.gap) && token.gap.length > 0
  if (!close) return { score: 0 }
  const direct = token.gap === ' ' || token.gap === '. '
  if (HONOUR.has(word) && direct) return { score: 3 }
  if (KIN.has(word) && /^(?: |, | \(|: | - | – |, ")$/.test(token.gap)) return { score: 2, role: 'relative' }
  if (ROLES.has(word) && /^(?: |: | \(|, )$/.test(token.gap)) {
    return {
      score: token.gap === ', ' ? 1 : 2,
      ...(TITLES.has(word) ? { role: TITLES.get(word) as Role } : {}),
    }
  }
  if (named && /^(?:, | and | & |\/|; )$/.test(token.gap)) return { score: 1.5 }
  if (named && (word === 'and' || word === 'or') && token.gap === ' ') return { score: 1.5 }
  if (VERBS_BEFORE.has(word) && (direct || token.gap === ', ' || token.gap === ': ')) return { score: 1.5 }
  if (/\b(?:c\/o|w\/|s\/b|d\/w|h\/o to|per) $/i.test(before)) return { score: 1.5 }
  if (CONCERNS.test(before)) return { score: 1.5 }
  if (DRUG_VERBS.has(word) && direct) return { score: -1.5 }
  return { score: PERSONS.has(word) && direct ? 0.5 : 0 }
}

/** What stands behind a run. */
function behindScore({ text, tokens, run }: Place, dictionary: Dictionary): Reading {
  const end = tokens[run.last]?.end ?? 0
  const behind = text.slice(end, end + 60)
  const next = tokens[run.last + 1]
  const word = next?.word.toLowerCase() ?? ''
  if (DOSE_BEHIND.test(behind)) return { score: -4 }
  if (AGED.test(behind)) return { score: 2, role: 'patient' }
  if (CREDENTIAL.test(behind)) return { score: 2, role: 'clinician' }
  if (PLACED.test(behind)) return { score: 2, role: 'patient' }
  const bracket = ROLE_IN_BRACKETS.exec(behind)?.[1]?.toLowerCase()
  if (
    bracket !== undefined &&
    (KIN.has(bracket) || ROLES.has(bracket) || /ology$|iatrics$|surgery$/.test(bracket))
  ) {
    return { score: 2.5, ...(KIN.has(bracket) ? { role: 'relative' as const } : {}) }
  }
  const owned = POSSESSIVE.exec(behind)?.[1]?.toLowerCase()
  if (owned !== undefined) return { score: OWNED.has(owned) && !MEDICAL.has(owned) ? 1.5 : -2 }
  if (ALONE.test(behind)) return { score: 0.25 }
  if (!next) return { score: 0 }
  const direct = next.gap === ' '
  if (direct && GROUPS.has(word)) return { score: 1 }
  const second = tokens[run.last + 2]
  const medical = (token: Token | undefined) =>
    token !== undefined && (isEponymHead(token.word) || MEDICAL.has(token.word.toLowerCase()))
  if (direct && (medical(next) || (medical(second) && !DEEDS.has(word) && second?.gap === ' ')))
    return { score: -5 }
  if (STATE.test(behind)) return { score: 2 }
  if (direct && DEEDS.has(word)) return { score: 1.25 }
  if (direct && dictionary.phrases.at(`${word} `, 0).some(({ to }) => to >= word.length)) return { score: -1 }
  return { score: LIST_BEHIND.test(behind) ? 1 : 0 }
}

interface EvidencePage {
  text: string
  tokens: readonly Token[]
  dictionary: Dictionary
  classes: LatinClasses
}

/** A name that what stands around it gives away, with the tokens it takes. */
export interface EvidentName {
  first: number
  last: number
  role?: Role
}

/**
 * The runs of capitalised words that are likelier persons than words, discoverers, drugs or places, by adding up what they are and
 * what stands around them; no single frame decides. Linear in the number of tokens.
 */
export const isMedicalHead = (word: string): boolean => MEDICAL.has(word.toLowerCase())

export function evidentNames(page: EvidencePage): EvidentName[] {
  const { text, tokens, dictionary } = page
  const found: EvidentName[] = []
  let named = -2
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
    const near = PRONOUN.test(text.slice(last.end, last.end + 60)) ? 0.5 : 0
    const score = ownScore(run, opens, words) + before.score + behind.score + near
    if (
      score >= NAME_FROM &&
      !(words.length === 1 && isPinyin(words[0] ?? '') && words[0]?.length === 2 && before.score < 2)
    ) {
      const role = before.role ?? behind.role
      found.push({ first: run.first, last: run.last, ...(role ? { role } : {}) })
      named = run.last
    }
    at = run.last + 1
  }
  return found
}
