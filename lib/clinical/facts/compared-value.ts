import { RECKONED } from '@/lib/clinical/facts/comparable'
import {
  BRACKET,
  isEarlierToday,
  isOfHourBefore,
  isOfOnset,
  isOfThenInBracket,
  isOneOfBracket,
  isToldBack,
  ofEarlierBrackets,
} from '@/lib/clinical/facts/bracketed-value'
import { isRecent, REPEATED } from '@/lib/clinical/facts/time-kinds'
import type { TimeCue } from '@/lib/clinical/facts/time-cue'
import type { Governing } from '@/lib/clinical/facts/timeline'
import { isCompared, isToldAsWas, isToldOfThen, type TimedPlace } from '@/lib/clinical/facts/timed-place'

type Cue = Governing | TimeCue | null | undefined

/** Whether a cue begins the present: of now, or of a time behind an event. */
export const begins = (cue: Cue): boolean => cue?.when === 'now' || cue?.when === 'next'

const isNewer = (text: string, cue: Cue): boolean =>
  cue?.when === 'now' || (cue?.when === 'next' && REPEATED.test(text.slice(cue.from, cue.to)))

const isOfBefore = (text: string, cue: Cue): boolean =>
  (cue?.when === 'past' || cue?.when === 'earlier' || cue?.when === 'extreme') && !isRecent(text, cue, false)

/** sats 90% on 3L (87% RA): without oxygen, at the same time. */
const ON_AIR = /^ ?%? ?(?:on |in )?(?:ra\b|r\/a|room air|air\b|空气|未吸氧)/

/** `Hb 84 (pre-op 119)`: whether what stands in brackets behind a value of the same label is the other one. */
function isBracketed(text: string, { before, place, cues }: Beside): boolean {
  if (!BRACKET.test(text.slice(before.to, place.from))) return false
  const behind = text.slice(place.to - 1, place.to + 12)
  if (RECKONED.test(text.slice(before.to, place.from)) || ON_AIR.test(behind)) return false
  const [its, cue] = cues
  if (!begins(cue) || !cue) return true
  const ofHour = place.outdated === 'always' && !(its && isOfBefore(text, its))
  if (isOfOnset(text, cue) || (ofHour && isOfHourBefore(text, cue, its))) return true
  return its
    ? !isOfBefore(text, its) && isOfThenInBracket(text, cue)
    : isOfThenInBracket(text, cue) || isEarlierToday(text, cue)
}

interface Beside {
  before: TimedPlace
  place: TimedPlace
  /** The cues of both. */
  cues: readonly [Cue, Cue]
}

/**
 * The indices of the values that are told beside a newer one to be compared with it: in a bracket, behind words of comparison, or
 * dated back.
 */
export function comparedValues(
  text: string,
  places: readonly TimedPlace[],
  cues: readonly (Governing | TimeCue | null)[],
): Set<number> {
  const compared = ofEarlierBrackets(text, places, cues)
  const seen = new Map<string, TimedPlace>()
  for (const [i, place] of places.entries()) {
    const [before, its, cue] = [places[i - 1], cues[i - 1], cues[i]]
    const told = isToldBack(text, { before, place, cue, free: !its || compared.has(i - 1) })
    const beside =
      before?.key === place.key &&
      (isBracketed(text, { before, place, cues: [its, cue] }) ||
        isCompared(text, before, place) ||
        ((!its || its.when === 'now') && isToldAsWas(text, before, place)))
    const then = cue?.when === 'earlier' || cue?.when === 'past' || cue?.when === 'extreme'
    const ofThen = isToldOfThen(text, { before: seen.get(place.key), place, then })
    seen.set(place.key, place)
    if (ofThen) compared.add(i)
    if (told || beside || (isOneOfBracket(text, places, i) && !isNewer(text, cue))) compared.add(i)
  }
  return compared
}
