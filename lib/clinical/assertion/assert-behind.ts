import type { AssertedPlace, Assertion } from '@/lib/clinical/assertion/assertion'
import { asks, cueAt, skipGap, type CueAfter } from '@/lib/clinical/assertion/cues'
import { SENTENCE_EDGE } from '@/lib/clinical/text/edges'

/** How far a cue may stand behind what it speaks of, a list between. */
const REACH = 40
const BRACKET_MAX = 24
const QUESTION_REACH = 40
const SEPARATOR = /^(?:[、/及和与或]|and |or )/
const ARISING = /出现|发生|再发|加重|若|如/

type Said = Partial<Assertion>

/** What the text is, with its places and what has been said of those to the right. */
interface Behind {
  text: string
  edges: Uint8Array
  places: readonly AssertedPlace[]
  said: (Said | null)[]
}

const isQuestion = ({ text, edges }: Behind, at: number): boolean => {
  let from = at
  while (from > 0 && at - from < QUESTION_REACH && edges[from - 1] !== SENTENCE_EDGE) from -= 1
  return asks(text.slice(from, at))
}

function bracketEnd(text: string, at: number): number {
  if (text[at] !== '(') return at
  const end = text.indexOf(')', at)
  return end > at && end - at < BRACKET_MAX ? end + 1 : at
}

function holds(cue: CueAfter, { text, edges, places }: Behind, index: number, cueTo: number): boolean {
  const place = places[index]
  if (!place || (cue.kinds && !cue.kinds.includes(place.kind ?? 'finding'))) return false
  if (cue.closing && edges[cueTo] === 0 && !/[ 、)\]]/.test(text[cueTo] ?? ' ')) return false
  if (cue.needs === 'arising') return ARISING.test(text.slice(Math.max(0, place.from - REACH), place.from))
  if (cue.needs !== 'replacement') return true
  const next = places[index + 1]
  return next?.kind === 'drug' && next.from - cueTo < BRACKET_MAX
}

/** What the cues that end right behind `at` say of the place; null where none stands there. */
function cueSays(behind: Behind, index: number, at: number, limit?: number): Said | null {
  const { text } = behind
  const cue = cueAt(text, at, limit)
  if (!cue) return null
  if (text[at] === '?' && isQuestion(behind, at)) return null
  const held = cue.after.filter((one) => holds(one, behind, index, cue.to))
  return held.length > 0 ? Object.assign({}, ...held.map(({ says }) => says)) : null
}

function saidBehind(behind: Behind, index: number): Said | null {
  const { text, edges, places, said } = behind
  const place = places[index]
  if (!place) return null
  let nextIndex = index + 1
  let listed = false
  for (let at = place.to; at <= text.length && at - place.to < REACH;) {
    const next = places[nextIndex]
    if (next && at >= next.from) return listed || at === place.to ? (said[nextIndex] ?? null) : null
    const cue = cueSays(behind, index, at, next?.from)
    if (cue) return cue
    const pastGap = Math.min(skipGap(text, at), next?.from ?? text.length)
    const pastBracket = bracketEnd(text, at)
    if (pastGap > at) at = pastGap
    else if (pastBracket > at) {
      at = pastBracket
      while ((places[nextIndex]?.from ?? Infinity) < at) nextIndex += 1
    } else if (SEPARATOR.test(text.slice(at, at + 4))) {
      listed = true
      at += 1
    } else if (text[at] === ':' && !listed) at += 1
    else if (edges[at] !== 0 || !listed || cueAt(text, at)) return null
    else at += 1
  }
  return null
}

/**
 * What the cues behind each place say of it, from right to left: 肝掌、蜘蛛痣未见, HBsAg(-), 肺炎待排. A list shares the cue
 * behind its last member.
 */
export function assertBehind(
  text: string,
  edges: Uint8Array,
  places: readonly AssertedPlace[],
): (Said | null)[] {
  const behind: Behind = { text, edges, places, said: places.map(() => null) }
  for (let i = places.length - 1; i >= 0; i -= 1) behind.said[i] = saidBehind(behind, i)
  return behind.said
}
