import { isPlain, type AssertedPlace, type Assertion } from '@/lib/clinical/assertion/assertion'
import cues from '@/lib/clinical/assertion/pending-cues.json'

const OPEN = new RegExp(`${cues.open}|${cues.open_en}`)
const LATER = new RegExp(`${cues.later}|${cues.later_en}`)
const PUT_OFF = new RegExp(cues.put_off)
const DONE = new RegExp(cues.done)

/** How far is looked in front of a place and behind it. */
const REACH = 32
const isWork = ({ kind }: AssertedPlace): boolean => kind === 'test' || kind === 'procedure'
const isIllness = ({ kind }: AssertedPlace): boolean =>
  kind === undefined || kind === 'diagnosis' || kind === 'finding'

/** The words of the sentence in front of a place, of its clause where a comma parts them. */
const clauseBefore = (text: string, from: number): string =>
  /[^，,。；;:.\n]*$/.exec(text.slice(Math.max(0, from - REACH), from))?.[0] ?? ''

/**
 * Looks a second time at what no cue has spoken of: an illness whose result is awaited or that is told to be open is suspected, a
 * test or operation that a later day is set for is planned. Linear in the length of the text.
 */
export function assertPending(
  text: string,
  { places, assertions }: { places: readonly AssertedPlace[]; assertions: readonly Assertion[] },
): void {
  for (const [i, place] of places.entries()) {
    const assertion = assertions[i]
    if (!assertion || !isPlain(assertion)) continue
    const behind = text.slice(place.to, place.to + REACH)
    if (isIllness(place) && OPEN.test(behind)) assertion.certainty = 'suspected'
    if (!isWork(place) || DONE.test(behind)) continue
    if (PUT_OFF.test(behind) || LATER.test(clauseBefore(text, place.from))) assertion.time = 'planned'
  }
}
