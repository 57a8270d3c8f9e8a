import type { TermStatus } from '@/lib/clinical/contract'
import { cueAt, type FoundCue } from '@/lib/clinical/terms/find-cues'

interface Place {
  from: number
  to: number
}

/** Where a cue's reach ends: a family cue reaches to the end of the sentence, the others to the end of the clause. */
const SENTENCE_END = new Set(['。', ';', '；', '!', '?', '\n'])
const CLAUSE_END = new Set([...SENTENCE_END, '，', ',', ':'])
/** Longest way, in units, that a cue reaches. */
const REACH = 60

const isDecimalComma = (text: string, at: number) =>
  text[at] === ',' && /\d/.test(text[at - 1] ?? '') && /\d/.test(text[at + 1] ?? '')

type Open = Map<TermStatus, number>

/** Forgets the cues that do not reach past this unit. */
function closeAt(text: string, at: number, open: Open): void {
  const unit = text[at] ?? ''
  if (unit === '.' && (text[at + 1] ?? ' ') === ' ') {
    open.clear()
  }
  if (!CLAUSE_END.has(unit) || isDecimalComma(text, at)) return
  for (const status of open.keys()) {
    if (status !== 'family' || SENTENCE_END.has(unit)) open.delete(status)
  }
}

function applyCue(cue: FoundCue, open: Open): void {
  if (cue.ends) open.clear()
  if (cue.before) open.set(cue.before, cue.to)
}

function reaching(open: Open, from: number): TermStatus {
  for (const status of ['negated', 'family', 'rule_out', 'history'] as const) {
    const since = open.get(status)
    if (since !== undefined && from - since <= REACH) return status
  }
  return 'affirmed'
}

/** Words that make `?` the end of a question and not the mark of a suspicion. */
const ASKS =
  /如何|怎么|怎样|什么|哪|吗|能否|可否|是否|为何|为什么|多少|几|需要|应该|how|what|which|why|when|should|can |does|is /
const QUESTION_REACH = 40

function isQuestion(text: string, at: number): boolean {
  let from = at
  while (from > 0 && at - from < QUESTION_REACH && !SENTENCE_END.has(text[from - 1] ?? '')) from -= 1
  return ASKS.test(text.slice(from, at))
}

/** What the cue right behind a term says of it. */
function behind(text: string, to: number): TermStatus | undefined {
  const at = text[to] === ' ' ? to + 1 : to
  if (text[at] === '?' && isQuestion(text, at)) return undefined
  return cueAt(text, at)?.after
}

/** For each place, in order, what the words around it say of it. One pass over the folded text. */
export function assertStatuses(text: string, places: readonly Place[]): TermStatus[] {
  const open: Open = new Map()
  const statuses: TermStatus[] = []
  let next = 0
  for (let i = 0; i < text.length && next < places.length;) {
    const place = places[next]
    if (place?.from === i) {
      const before = reaching(open, i)
      const after = behind(text, place.to)
      statuses.push(before === 'affirmed' || after === 'negated' ? (after ?? before) : before)
      next += 1
      i = place.to
      continue
    }
    closeAt(text, i, open)
    const cue = cueAt(text, i)
    if (cue) applyCue(cue, open)
    i = cue && cue.to <= (place?.from ?? text.length) ? cue.to : i + 1
  }
  return statuses
}
