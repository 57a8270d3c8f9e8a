import { isCondition, type AssertedPlace, type Assertion } from '@/lib/clinical/assertion/assertion'
import cues from '@/lib/clinical/assertion/frame-cues.json'
import plain from '@/lib/clinical/assertion/plain-frames.json'
import { sentenceFrom, sentenceTo } from '@/lib/clinical/text/edges'

/** What a frame may find a place to be said of, and what it makes of it. */
const READINGS = {
  now: { polarity: 'present', experiencer: 'patient', time: 'now', modality: 'real', certainty: 'certain' },
  absent: { polarity: 'absent', experiencer: 'patient', time: 'now', modality: 'real', certainty: 'certain' },
  hypothetical: { modality: 'hypothetical', experiencer: 'patient' },
  suspected: { polarity: 'present', experiencer: 'patient', modality: 'real', certainty: 'suspected' },
  past: { polarity: 'present', experiencer: 'patient', modality: 'real', time: 'past', certainty: 'certain' },
  stopped: {
    polarity: 'present',
    experiencer: 'patient',
    modality: 'real',
    time: 'stopped',
    certainty: 'certain',
  },
  planned: {
    polarity: 'present',
    experiencer: 'patient',
    modality: 'real',
    time: 'planned',
    certainty: 'certain',
  },
  family: { experiencer: 'relative', polarity: 'present', modality: 'real' },
} as const satisfies Record<string, Partial<Assertion>>
type Reading = keyof typeof READINGS

interface FrameCues {
  of: string
  from: string
  to: string
  front?: string
  behind?: string
  unless_front?: string
  unless_behind?: string
  opens?: string
}

const pattern = (source: string | undefined): RegExp | null => (source ? new RegExp(source) : null)

const FRAMES = [...(cues.frames as FrameCues[]), ...(plain.frames as FrameCues[])].map((frame) => ({
  of: frame.of,
  from: new Set(frame.from.split(' ')),
  to: READINGS[frame.to as Reading],
  front: pattern(frame.front),
  behind: pattern(frame.behind),
  notFront: pattern(frame.unless_front),
  notBehind: pattern(frame.unless_behind),
  opens: pattern(frame.opens),
}))

type Frame = (typeof FRAMES)[number]

/** Members that share what stands in front of the first and behind the last. */
const LIST_GAP = /^ ?(?:、|及|和|与|或|\/|and|or) ?$/
const REACH = 88
const OPENING = 160
const LIST_MAX = 12

/** What has been said so far, by its name. */
function readingOf({ polarity, experiencer, time, modality, certainty }: Assertion): string {
  if (modality !== 'real') return modality
  if (polarity !== 'present') return polarity
  if (experiencer === 'relative') return 'family'
  return certainty === 'suspected' ? 'suspected' : time
}

const isWork = ({ kind }: AssertedPlace): boolean => kind === 'procedure' || kind === 'test'
/** Of which sort of place a frame tells. */
const sortOf = (place: AssertedPlace): string => {
  if (isWork(place)) return 'work'
  return isCondition(place) ? 'condition' : ''
}

/** The last member of the list that `first` opens. */
function lastOf(text: string, places: readonly AssertedPlace[], first: number): number {
  let last = first
  while (last - first < LIST_MAX) {
    const [one, next] = [places[last], places[last + 1]]
    if (!one || !next || sortOf(one) !== sortOf(next)) return last
    if (next.from - one.to > 5 || !LIST_GAP.test(text.slice(one.to, next.from))) return last
    last += 1
  }
  return last
}

interface Words {
  front: string
  /** The words between the first member of a list and the end of its last one. */
  list: string
  behind: string
}

/** The sentence around a list; behind a semicolon, also the one that goes on. */
function around(
  text: string,
  edges: Uint8Array,
  { from, own, to }: { from: number; own: number; to: number },
): Words {
  const end = sentenceTo(edges, to, REACH)
  return {
    front: text.slice(sentenceFrom(edges, from, REACH), from).trimStart(),
    list: text.slice(own, to),
    behind: text.slice(to, (text[end] === ';' ? sentenceTo(edges, end + 1, REACH) : end) + 1),
  }
}

/** Whether a frame fits the words around a list. */
const isFramed = (frame: Frame, { front, list, behind }: Words): boolean =>
  (frame.behind?.test(behind) ?? true) &&
  (frame.front?.test(front) ?? true) &&
  !frame.notFront?.test(front) &&
  !frame.notBehind?.test(behind) &&
  !(list !== '' && frame.notBehind?.test(list))

/**
 * Reads a name or a list of them by the frame of its sentence: what leads to it and what the sentence goes on to say. One table of
 * frames holds for conditions and for work. Linear in the length of the text.
 */
export function assertFrames(
  text: string,
  edges: Uint8Array,
  { places, assertions }: { places: readonly AssertedPlace[]; assertions: readonly Assertion[] },
): void {
  const opening = text.slice(0, OPENING)
  const open = FRAMES.filter(({ opens }) => !opens || opens.test(opening))
  for (let i = 0; i < places.length; i += 1) {
    const place = places[i]
    const sort = place ? sortOf(place) : ''
    if (!place || sort === '') continue
    const last = lastOf(text, places, i)
    const readings = assertions.slice(i, last + 1).map(readingOf)
    const words = around(text, edges, { from: place.from, own: place.to, to: places[last]?.to ?? place.to })
    const fits = open.filter(
      (frame) =>
        (frame.of.includes(sort) || frame.of === place.kind) &&
        readings.some((reading) => frame.from.has(reading)) &&
        isFramed(frame, words),
    )
    for (let k = i; k <= last; k += 1) {
      const said = assertions[k]
      const fit = fits.find(({ from }) => from.has(readings[k - i] ?? ''))
      if (said && fit) Object.assign(said, fit.to)
    }
    i = last
  }
}
