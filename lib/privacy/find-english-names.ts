import type { Span } from '@/lib/clinical/contract'

/** Longest look at each side of a cue; keeps every pattern linear in the length of the text. */
const NAME = "[A-Z][a-zA-Z'’-]{1,20}(?:[ .]{1,2}(?:[A-Z]\\.? )?[A-Z][a-zA-Z'’-]{1,20}){0,2}"
const TITLED = new RegExp(`\\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Nurse|Sister)\\.? (${NAME})`, 'dg')
const LABELLED = new RegExp(
  `(?:[Pp]atient|[Nn]ame|[Nn]ext of kin|[Pp]hysician|[Ss]urgeon|[Dd]octor|[Aa]ttending|[Ss]igned by|[Cc]ontact|[Gg]uardian) {0,2}[:：] {0,2}(${NAME}(?:, ${NAME})?)`,
  'dg',
)
const CALLED = new RegExp(
  `\\b(?:[Pp]atient|[Pp]t|[Ww]ife|[Hh]usband|[Ss]on|[Dd]aughter|[Mm]other|[Ff]ather|named|called),? (${NAME})`,
  'dg',
)
const BEFORE_AGE = new RegExp(
  `\\b([A-Z][a-z'’-]{1,20} [A-Z][a-z'’-]{1,20}),? {0,2}(?:is an? |an? )?\\d{1,3}[- ]?(?:y|year)`,
  'dg',
)

/** Capitalised words behind a cue that begin no name. */
const NOT_A_NAME =
  /^(?:The|This|That|He|She|They|It|His|Her|With|Has|Had|Was|Is|Who|And|On|In|At|For|No|Not|Presents?|Presented|Denies|Reports?|Complains?|ECG|CT|MRI|BP|HR|History|Allerg|Past|Please|Admitted|Taking|Started|COPD|DVT|CKD|AKI|STEMI|NSTEMI|Care|Information|Education|Unit|Patient|Unknown|Withheld)\b/

/** Names in Latin letters that a title, a label, a relation or the age behind them gives away. */
export function findEnglishNames(original: string): Span[] {
  const spans: Span[] = []
  for (const pattern of [TITLED, LABELLED, CALLED, BEFORE_AGE]) {
    for (const match of original.matchAll(pattern)) {
      const [start, end] = match.indices?.[1] ?? [0, 0]
      const surface = original.slice(start, end).replace(/[ ,.]+$/, '')
      if (surface !== '' && !NOT_A_NAME.test(surface)) {
        spans.push({ start, end: start + surface.length, surface })
      }
    }
  }
  return spans
}
