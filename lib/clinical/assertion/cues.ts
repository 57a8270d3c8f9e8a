import table from '@/lib/clinical/assertion/cues.json'
import { isAddressed } from '@/lib/clinical/assertion/addressed'
import type { AssertedPlace, Assertion } from '@/lib/clinical/assertion/assertion'
import { PhraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

type Kind = NonNullable<AssertedPlace['kind']>
export type Dimension = keyof Assertion

interface CueGroup {
  id: string
  says: Partial<Assertion>
  /** Kinds of place that the cue speaks of; all where it is missing. */
  kinds?: readonly Kind[]
}

/**
 * A cue in front of what it speaks of. `next` reaches only the place right behind it, `clause` to the next comma, `list` over the
 * bare members of a list, `sentence` to its end.
 */
export interface CueBefore extends CueGroup {
  reach: 'next' | 'clause' | 'list' | 'sentence'
  /** Counts only where a clause opens: 如 in 如有发热, not in 例如. */
  opens?: boolean
  /** Names a person, who may only be telling the story. */
  person?: boolean
}

/** A cue behind what it speaks of. */
export interface CueAfter extends CueGroup {
  /** Counts only where a clause closes behind it. */
  closing?: boolean
  /** Reaches back to its drug over the reason between: 因皮疹停用. Only a time or a reason may stand behind it. */
  far?: boolean
  needs?: 'arising' | 'replacement'
}

export interface Cue {
  before: CueBefore[]
  after: CueAfter[]
  closes: Dimension[]
}

export interface FoundCue extends Cue {
  from: number
  to: number
}

const KINDS: readonly Kind[] = [
  'symptom',
  'finding',
  'diagnosis',
  'procedure',
  'test',
  'drug',
  'anatomy',
  'value',
  'person',
]
const trie = new PhraseTrie<Cue>()
const grow = (phrase: string, change: (cue: Cue) => void) =>
  trie.set(phrase, (known = { before: [], after: [], closes: [] }) => {
    change(known)
    return known
  })
for (const group of table.before as CueBefore[] & { phrases: string[] }[]) {
  for (const phrase of group.phrases) grow(phrase, (cue) => cue.before.push(group))
}
for (const group of table.after as CueAfter[] & { phrases: string[] }[]) {
  for (const phrase of group.phrases) grow(phrase, (cue) => cue.after.push(group))
}
for (const { closes, phrases } of table.closes as { closes: Dimension[]; phrases: string[] }[]) {
  for (const phrase of phrases) grow(phrase, (cue) => cue.closes.push(...closes))
}
// 患者之姐, 患儿的祖母: kin by whose it is, whatever the pair.
const kin = (table.before as CueBefore[]).find(({ id }) => id === 'relative')
const owners = table.kin.owners.flatMap((owner) => ['', ...table.kin.sizes].map((size) => owner + size))
for (const phrase of owners.flatMap((owner) => table.kin.kin.map((one) => owner + one))) {
  if (kin) grow(phrase, (cue) => cue.before.push(kin))
}
// Words that hold a cue and are none themselves: they are found, as the longest, and say nothing.
for (const phrase of table.pseudo) {
  grow(phrase, () => undefined)
  // 没有缓解, 没规律: as spoken.
  for (const no of phrase.startsWith('未') ? ['没', '没有'] : []) grow(no + phrase.slice(1), () => undefined)
}

/** Where a cue speaks of some kinds alone, the shorter one that opens it speaks of the rest: the no of `no prior dementia`. */
for (const [phrase, cue] of [...trie.entries()]) {
  if (cue.before.length === 0 || cue.before.some(({ kinds }) => kinds === undefined)) continue
  const told = new Set(cue.before.flatMap(({ kinds }) => kinds ?? []))
  const rest = KINDS.filter((kind) => !told.has(kind))
  const shorter = trie.at(phrase, 0).find(({ to }) => to < phrase.length && isWordBoundary(phrase, 0, to))
  const inner = shorter?.value.before.filter(({ kinds, reach }) => kinds === undefined && reach !== 'next')
  cue.before.push(...(inner ?? []).map((group) => ({ ...group, kinds: rest })))
}

/** A cue of what stands in front of it may end as one of what follows: where 患者否认 speaks of nothing in front, its 否认 speaks on. */
for (const [phrase, cue] of [...trie.entries()]) {
  if (cue.before.length > 0 || cue.after.length === 0) continue
  for (let from = 1; from < phrase.length; from += 1) {
    const [end] = trie.at(phrase, from)
    const closes = end?.to === phrase.length && isWordBoundary(phrase, from, end.to)
    if (!closes || end.value.before.length === 0) continue
    cue.before.push(...end.value.before)
    break
  }
}

/** The longest cue that begins at `from` in folded text and ends at or before `limit`; or null. */
export function cueAt(text: string, from: number, limit = text.length): FoundCue | null {
  const here = trie.at(text, from)
  if (here.length === 0) return null
  const match = here.find(({ to }) => to <= limit && isWordBoundary(text, from, to))
  return match ? { from, to: match.to, ...match.value } : null
}

const gaps = new PhraseTrie<true>()
for (const word of table.gap) gaps.set(word, () => true)

/** Where the words that may stand between a finding and the cue behind it end; `from` where there are none. */
export function skipGap(text: string, from: number): number {
  const wordAt = (at: number) => gaps.at(text, at).find(({ to }) => isWordBoundary(text, at, to))
  let at = from
  for (let next = wordAt(at); next && !text.startsWith('-ve', at); next = wordAt(at)) at = next.to
  return at
}

const informants = new PhraseTrie<true>()
for (const word of table.informants) informants.set(word, () => true)

/** Wife says she herself has bronchitis: who tells the story tells it of their own. */
const OF_ONESELF =
  /^[^.;,\n]{0,24}\b(?:she|he|they) ?(?:(?:is|was|has|had|takes|took|also) )?(?:herself|himself|themselves)\b/
/** 女儿自己有房颤: what is told behind it is hers. */
const OWN_HAN = /^(?:自己|本人|自身)(?:也|就|曾|有|患|得|吃|服|用|在|是)/
/** Lives with husband (COPD, on prednisolone): the bracket is his, and nothing behind it. */
const LIVES_WITH = /\b(?:lives?|living|stays?|staying) with (?:his |her |an? |elderly )*$/
/** Where what is told of the relative named from `from` to `to` begins; null where the relative only tells the story or is named in passing. */
export function relativeFrom(text: string, from: number, to: number): number | null {
  if (isAddressed(text, from, to)) return null
  if (!isInformant(text, from, to)) return to
  const bracket = /^ ?\((?=[^()\n]{2,60}\))/.exec(text.slice(to, to + 64))
  return bracket && LIVES_WITH.test(text.slice(Math.max(0, from - 24), from)) ? to + bracket[0].length : null
}

/** Whether the person named from `from` to `to` only tells the story, brings the patient or is well. */
export function isInformant(text: string, from: number, to: number): boolean {
  const at = text[to] === ' ' ? to + 1 : to
  if (OF_ONESELF.test(text.slice(to, to + 48).trimStart()) || OWN_HAN.test(text.slice(to, to + 6))) {
    return false
  }
  if (informants.at(text, at).length > 0) return true
  // Lives with sister who is allergic: what is told of her is hers.
  if (/^,? (?:who|whose)\b/.test(text.slice(to, to + 8))) return false
  // Baby sister: the by of a lead is a word of its own.
  return table.informantsLead.some(
    (lead) =>
      from >= lead.length &&
      text.startsWith(lead, from - lead.length) &&
      isWordBoundary(text, from - lead.length, from),
  )
}

const STOP = new RegExp(`[${table.stopWords}]|可(?![逆疑])|[闻触扪探]及`)
/** A state told of the last name of a clause: it is there, whatever was denied in front. */
const STATE = new RegExp(`(?:${table.states})$`)
const ENGLISH_STOP =
  /\b(?:is|has|had|was|were|are|reports|presents|she|he|but|with|for|to|who|which|patient|cannot|can't|now|since|today|tonight|suddenly|persists?|persisting|continues|worse|worsening|worsened|ongoing|remains?|started|began|developed|x ?\d|use|give|gave|add(?:ed)?|takes?|keep|increased?|reduced?|commence|restart|resume|switch(?:ed)?|changed?|instead|avoid|hold|stop|check|repeat|monitor|refer|aim|yes|present|positive|noted|got|eats)\b/

/** Whether a clause is a bare member of the list that a cue opened: names alone, no verb, no number. */
export function isBareMember(clause: string): boolean {
  if (clause === '' || /\d/.test(clause)) return false
  if (/[\u4e00-\u9fff]/.test(clause)) {
    return clause.length <= 18 && !STOP.test(clause) && !STATE.test(clause)
  }
  // nil known drugs, latex = hives: what is equalled with something is told of.
  return clause.length <= 60 && !clause.includes('=') && !ENGLISH_STOP.test(clause)
}

const ASKS = new RegExp(table.asks.map((word) => (/^[a-z]/.test(word) ? `\\b${word}\\b` : word)).join('|'))
/** Whether words ask something, which makes `?` the end of a question and not the mark of a suspicion. */
export const asks = (words: string): boolean => ASKS.test(words)
/** Interrogatives that ask without any question mark. */
export const asksPlainly = (words: string): boolean =>
  /怎么(?![^，,。;；]{0,3}[都也])|如何|(?<!被|没|没有|无|不是|冇)什么(?!都|也|东西[都也])|吗(?![啡丁替氯洛多茚])|哪些|哪种|哪个|为何|多少|能不能|可不可以|能否|可否|是否需|呢|\b(?:what|how|why) |\bwhich (?!(?:was|were|is|are|has|have|had|did|does|do|she|he|they|it|the|we|i|can|could|would|may|might|will|then|now|also|\w+ed)\b)/.test(
    words,
  )
