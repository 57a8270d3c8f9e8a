import type { Span } from '@/lib/clinical/contract'
import { matchesOf } from '@/lib/privacy/matches-of'
import { END } from '@/lib/privacy/names/plain-letters'
import type { LatinPage } from '@/lib/privacy/names/latin-classes'
import { isService } from '@/lib/privacy/names/latin-cues'
import places from '@/lib/privacy/names/latin-places.json'
import { FUNCTION_WORD, isClinical } from '@/lib/privacy/names/latin-tokens'

const NOT_WARDS = new Set(places.notWards)
/** Trees, flowers, birds, rivers and the like that hospitals call their wards by. */
const CALLED = new Set(places.wardNames)
const OWN = "[A-Z][a-z'’-]{2,20}(?: (?!Ward|Unit|Suite|Wing)[A-Z][a-z'’-]{2,20})?"
const BEHIND = `(?=[,.;:)]|$|\\n|[ ](?:[Ww]ard|[Ss]uite|[Uu]nit|[Ww]ing|from|to|for|under|via|bed|bay|room|this|today|tomorrow|tonight|last|overnight|and|with|when|once|after|at|on|in|rang|phoned|asking|nurse|sister|staff|\\d)${END})`

/** A bed on Willowbank: where a bed is hardly anything but a ward stands. */
const BED_ON = new RegExp(
  `(?:\\b[Bb]eds?|\\b[Ss]paces?|\\b[Pp]laces?|\\b[Ss]lot|\\b[Cc]ot|\\b[Ss]ister [A-Z][A-Za-z\\u3400-\\u9fff]+|\\b[Ii]npatient|\\b[Oo]utlier|\\b[Bb]oarder|\\b[Bb]oarding|\\b[Oo]utlying) (?:available |free |arranged |found )?(?:on|in|at) (${OWN})${BEHIND}`,
  'dg',
)
/** Transferred to Nightingale from Rowan, step-down to Elm. */
const MOVED = new RegExp(
  `\\b(?:[Tt]ransfer(?:red)?|[Mm]oved?|[Mm]oving|[Ss]tep(?:ped)?[- ]?down|[Ss]tep(?:ped)?[- ]?up|[Aa]dmitted|[Dd]ischarged|[Rr]epatriated?|[Rr]epat|[Ss]ent|[Rr]eturned|[Tt]x|[Tt]ransferring|[Aa]rrived) (?:back |up |down |over )?(?:to|from|on|onto|via) (?:the )?(${OWN})${BEHIND}`,
  'dg',
)
const FROM_THERE = new RegExp(`^ (?:from|to|via) (${OWN})${BEHIND}`, 'd')
/** Ward move: Juniper → Cedar; Oaktree ward behind a comma. */
const MARKED = new RegExp(
  `(?:\\b[Ww]ard(?: (?:move|transfer|change|name))? ?[:：] ?|→ ?|-> ?)(${OWN})(?=[ ]?(?:→|->|[,.;:)\\n]|$| (?:bed|bay|room|ward|side)))|(?:, |; |: |\\(|^|\\n)(${OWN}) [Ww]ard(?![A-Za-z\\u3400-\\u9fff]| round| sister)`,
  'dg',
)
/** All on Juniper Ward, from Rowan Suite: the word itself stands behind. */
const WARD_BEHIND = new RegExp(
  `\\b(?:[Oo]n|[Tt]o|[Ff]rom|[Oo]nto|[Vv]ia|[Oo]f|[Aa]t|[Ii]n) (?:the )?(${OWN}) (?:Ward|Suite|Wing)(?![A-Za-z\\u3400-\\u9fff]| [Rr]ound)`,
  'dg',
)
/** On Primrose rang, from Oak ward, Oak: bed 4. */
const ON_KNOWN = new RegExp(`\\b(?:on|to|from|onto|via|of|at) (?:the )?(${OWN})${BEHIND}`, 'dg')

/** Whether words are the name of a ward where one may stand: one that wards are called by, or no word of the language. */
function isWard(words: readonly string[], page: LatinPage, sure: boolean): boolean {
  const plain = words.map((word) => word.toLowerCase().replace(/['’]s?$/, ''))
  if (plain.some((word) => NOT_WARDS.has(word) || FUNCTION_WORD.test(word) || isService(word))) return false
  if (plain.every((word) => CALLED.has(word))) return true
  return words.every((word) => {
    if (isClinical(word, page.dictionary)) return false
    const kind = page.classes.of(word)
    return kind === 'unknown' || kind === 'name' || kind === 'both' || (sure && kind !== 'eponym')
  })
}

/** Wards by a name of their own, where somebody has a bed or is moved to, or that wards are often called by. */
export function* wardsByName(page: LatinPage): Generator<Span> {
  const { text, plain } = page
  const place = (start: number, end: number): Span => ({ start, end, surface: text.slice(start, end) })
  for (const [form, leaves] of [
    [BED_ON, 'sure'],
    [MOVED, 'moved'],
    [MARKED, 'moved'],
    [WARD_BEHIND, 'moved'],
    [ON_KNOWN, 'known'],
  ] as const) {
    for (const match of matchesOf(plain, form)) {
      const [start, end] = match.indices?.[1] ?? match.indices?.[2] ?? [0, 0]
      const words = text.slice(start, end).split(' ')
      const named =
        leaves === 'known'
          ? words.every((word) => CALLED.has(word.toLowerCase()))
          : isWard(words, page, leaves === 'sure')
      if (!named) continue
      yield place(
        start,
        end + (/^ (?:[Ww]ard|Suite|Wing)(?![A-Za-z])/.exec(plain.slice(end, end + 7))?.[0].length ?? 0),
      )
      const next = leaves === 'moved' ? FROM_THERE.exec(plain.slice(end, end + 48)) : null
      const [from, to] = next?.indices?.[1] ?? [0, 0]
      if (next && isWard(text.slice(end + from, end + to).split(' '), page, false)) {
        yield place(end + from, end + to)
      }
    }
  }
}
