import type { FactOf, Term } from '@/lib/clinical/contract'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { phraseTrie } from '@/lib/clinical/text/phrase-trie'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

/** Longest name of a substance, and how far from the word 过敏 it may stand, in units. */
const REACH = 30

type Cue = 'word' | 'none' | 'not_patient'
const CUES = phraseTrie<Cue>([
  ...['过敏史', '过敏', 'allergic to', 'allergy to', 'allergies', 'allergy', 'allergic'].map(
    (c) => [c, 'word'] as const,
  ),
  ...[
    '无过敏史',
    '无药物过敏史',
    '无药物过敏',
    '无药敏史',
    '否认药物过敏',
    '否认过敏史',
    '否认药物过敏史',
  ].map((c) => [c, 'none'] as const),
  ...['否认食物药物过敏史', '否认药物及食物过敏史', '否认药物、食物过敏史', '否认食物、药物过敏史'].map(
    (c) => [c, 'none'] as const,
  ),
  ...[
    '无食物药物过敏史',
    '无药物及食物过敏史',
    '无已知过敏',
    '无过敏',
    '否认过敏',
    '过敏史:无',
    '过敏史无',
    '过敏:无',
  ].map((c) => [c, 'none'] as const),
  ...['过敏史(-)', '过敏史否认', '过敏史:否认', '药物过敏史:无', '药物过敏史无'].map(
    (c) => [c, 'none'] as const,
  ),
  ...[
    'nkda',
    'nka',
    'no known drug allergies',
    'no known allergies',
    'no drug allergies',
    'no allergies',
  ].map((c) => [c, 'none'] as const),
  ...[
    '过敏性',
    '过敏反应',
    '过敏原',
    '抗过敏',
    '脱敏',
    '药敏',
    '过敏专科',
    'allergic reaction',
    'allergic rhinitis',
  ].map((c) => [c, 'not_patient'] as const),
])
const CLAUSE_END = /[，。;；\n!?,]/
const LEADING = /^[ :为是对有、]+/
const TRAILING = /[ 等类药物均皆有]+$/
const QUESTION = /(?:是否|有无|有没有|会不会|吗)/

interface Place {
  from: number
  to: number
}

/** `对青霉素过敏`, `青霉素过敏`: the words in front of the cue back to the clause's beginning or to 对. */
function inFront(text: string, { from }: Place): Place | null {
  let at = from
  while (at > 0 && from - at < REACH && !CLAUSE_END.test(text[at - 1] ?? '')) at -= 1
  const mark = text.slice(at, from).lastIndexOf('对')
  const begin = at + mark + 1
  return begin < from ? { from: begin, to: from } : null
}

/** `过敏史:青霉素`, `allergic to penicillin`: the words behind the cue up to the clause's end. */
function behind(text: string, { to }: Place): Place | null {
  const begin = to + (LEADING.exec(text.slice(to, to + 6))?.[0].length ?? 0)
  let end = begin
  while (end < text.length && end - begin < REACH && !CLAUSE_END.test(text[end] ?? '')) end += 1
  return end > begin ? { from: begin, to: end } : null
}

/** The drugs inside a place of the folded text. They stand in order, so the first is found by halving. */
function drugsIn(folded: FoldedText, drugs: readonly Term[], { from, to }: Place): Term[] {
  const start = folded.starts[from] ?? Infinity
  const end = folded.ends[to - 1] ?? 0
  let low = 0
  let high = drugs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((drugs[middle]?.start ?? Infinity) < start) low = middle + 1
    else high = middle
  }
  const inside: Term[] = []
  for (let i = low; i < drugs.length && (drugs[i]?.end ?? Infinity) <= end; i += 1) {
    inside.push(drugs[i] as Term)
  }
  return inside
}

function plainSubstance(folded: FoldedText, place: Place): string | null {
  const words = folded.text.slice(place.from, place.to).replace(LEADING, '').replace(TRAILING, '')
  return words !== '' && words.length <= 12 && !/史|药|食物/.test(words) ? words : null
}

function known(folded: FoldedText, drugs: readonly Term[], cue: Place): FactOf<'allergy'>[] {
  const { text } = folded
  const front = inFront(text, cue)
  const back = behind(text, cue)
  for (const place of [front, back]) {
    const found = place ? drugsIn(folded, drugs, place) : []
    if (found.length === 0) continue
    return found.map(({ start, end, surface, atc }) => ({
      kind: 'allergy',
      ...{ start, end, surface },
      none: false,
      substance: surface,
      ...(atc ? { atc } : {}),
    }))
  }
  const place = front && plainSubstance(folded, front) ? front : back
  const substance = place ? plainSubstance(folded, place) : null
  return [{ kind: 'allergy', ...originalSpan(folded, cue.from, cue.to), none: false, substance }]
}

/** What the text says of allergies: each substance, or that none is known. */
export function readAllergies(folded: FoldedText, terms: readonly Term[]): FactOf<'allergy'>[] {
  const { text } = folded
  const drugs = terms.filter(({ kind }) => kind === 'drug')
  const facts: FactOf<'allergy'>[] = []
  for (const match of CUES.matches(text, (m) => isWordBoundary(text, m.from, m.to))) {
    if (match.value === 'not_patient') continue
    if (QUESTION.test(text.slice(Math.max(0, match.from - 8), match.from))) continue
    if (match.value === 'none') {
      facts.push({
        kind: 'allergy',
        ...originalSpan(folded, match.from, match.to),
        none: true,
        substance: null,
      })
    } else facts.push(...known(folded, drugs, match))
  }
  return facts
}
