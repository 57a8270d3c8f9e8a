import type { Span } from '@/lib/clinical/contract'
import { matchesOf } from '@/lib/privacy/matches-of'
import type { LatinPage } from '@/lib/privacy/names/latin-classes'
import contexts from '@/lib/privacy/names/latin-contexts.json'
import { isClinical } from '@/lib/privacy/names/latin-tokens'

const INITIALS = [
  /\b(?:[Pp]t|[Pp]atient|Mr|Mrs|Ms|Miss|Dr|[Ss]igned|[Ii]nitials?|[Ww]ife|[Hh]usband|[Ss]on|[Dd]aughter|by)[: ]{1,2}((?:[A-Z]\.){2,3})/dg,
  /\b(?:Mr|Mrs|Ms|Miss|Dr|[Ii]nitials?|[Ss]igned)[: ]{1,2}([A-Z]{2})(?![A-Za-z\u3400-\u9fff\d-])/dg,
  /(?:^|[.;!?\n] ?)((?:[A-Z]\.){2,3})(?= (?:was|is|has|had|will|says|said|reports|denies|seen|remains|slept|ate|presented|presents|and)\b)/dg,
  /\b[Pp]t ([A-Z]{2})(?![A-Za-z\u3400-\u9fff\d/'’-])/dg,
  // B.K., 52F; 44M J.T. is a ranch hand
  /(?:^|[.;!?:\n] ?)((?!(?:P\.O|U\.S|U\.K|I\.V|I\.M|S\.C|O\.D|B\.D|P\.R|P\.V|N\.B|R\.A|L\.A)\.)(?:[A-Z]\.){2,3})(?=,? ?\(?\d{1,3} ?(?:[MF]\b|y))/dg,
  /\b\d{1,3} ?(?:[MF]|y\/?o) ((?:[A-Z]\.){2,3})(?= (?:is|was|has|had|with|who|in|on|presents|admitted)\b|,)/dg,
  // eating well. -MJ; signed MJ; entered by MJO
  /[.!?)\]\n] {0,2}[-–—~] ?([A-Z]{2,3})(?=\s*(?:$|\n))/dg,
  /\b(?:[Ss]igned|[Ss]gd|(?:[Ee]ntered|[Tt]yped|[Ww]ritten|[Tt]ranscribed|[Cc]hecked|[Ww]itnessed|[Dd]rawn|[Cc]ountersigned) by)[:.]? ([A-Z]{2,3})(?=[.,;)\n]|$)/dg,
  // KH FY2: the initials of who has the grade.
  /(?:^|[\n.;/] ?)([A-Z]{2,3})(?= (?:F[Y12]\d?|ST\d|CT\d|SHO|SpR|HCA)\b)/dg,
]
const NO_INITIALS = new Set(contexts.notInitials)

/** pt J.S., Mr TK: a person by initials. */
export function* byInitials({ text, plain, dictionary }: LatinPage): Generator<Span> {
  for (const match of INITIALS.flatMap((form) => matchesOf(plain, form))) {
    const [start, end] = match.indices?.[1] ?? [0, 0]
    const letters = match[1]?.replaceAll('.', '') ?? ''
    const clinical = !match[1]?.includes('.') && (NO_INITIALS.has(letters) || isClinical(letters, dictionary))
    if (!clinical) yield { start, end, surface: text.slice(start, end) }
  }
}
