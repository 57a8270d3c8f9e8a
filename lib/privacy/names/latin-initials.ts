import type { Span } from '@/lib/clinical/contract'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import contexts from '@/lib/privacy/names/latin-contexts.json'
import { isClinical } from '@/lib/privacy/names/latin-tokens'

const INITIALS = [
  /\b(?:[Pp]t|[Pp]atient|Mr|Mrs|Ms|Miss|Dr|[Ss]igned|[Ii]nitials?|[Ww]ife|[Hh]usband|[Ss]on|[Dd]aughter|by)[: ]{1,2}((?:\p{Lu}\.){2,3})/dgu,
  /\b(?:Mr|Mrs|Ms|Miss|Dr|[Ii]nitials?|[Ss]igned)[: ]{1,2}(\p{Lu}{2})(?![\p{L}\d-])/dgu,
  /(?:^|[.;!?\n] ?)((?:\p{Lu}\.){2,3})(?= (?:was|is|has|had|will|says|said|reports|denies|seen|remains|slept|ate|presented|presents|and)\b)/dgu,
  /\b[Pp]t (\p{Lu}{2})(?![\p{L}\d/'’-])/dgu,
  // KH FY2: the initials of who has the grade.
  /(?:^|[\n.;/] ?)(\p{Lu}{2,3})(?= (?:F[Y12]\d?|ST\d|CT\d|SHO|SpR|HCA)\b)/dgu,
]
const NO_INITIALS = new Set(contexts.notInitials)

/** pt J.S., Mr TK: a person by initials. */
export function* byInitials(text: string, dictionary: Dictionary): Generator<Span> {
  for (const match of INITIALS.flatMap((form) => [...text.matchAll(form)])) {
    const [start, end] = match.indices?.[1] ?? [0, 0]
    const letters = match[1]?.replaceAll('.', '') ?? ''
    const clinical = !match[1]?.includes('.') && (NO_INITIALS.has(letters) || isClinical(letters, dictionary))
    if (!clinical) yield { start, end, surface: text.slice(start, end) }
  }
}
