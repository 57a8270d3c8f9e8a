import type { Span } from '@/lib/clinical/contract'
import frames from '@/lib/privacy/names/latin-frames.json'
import { FUNCTION_WORD, isClinical, TITLES } from '@/lib/privacy/names/latin-tokens'
import { isService } from '@/lib/privacy/names/latin-cues'
import { isKnownName, isNoName } from '@/lib/privacy/names/latin-words'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'

/** A word with a capital, and a name of one to four of them with particles and initials. */
const WORD = "\\p{Lu}[\\p{Ll}\\p{Lu}'’-]{1,24}"
const NAME = `(?:(?:Ó|O|Ní|Uí|Mac|Mc) |(?:al|el|bin|ibn|van|von|de|da|di|du|ter)[- ])?${WORD}(?: (?:(?:de|da|van|von|der|bin|al|el|la|le) )?(?:${WORD}|\\p{Lu}\\.?(?!\\p{L}))){0,3}`
/** Words with a small letter, a capital or in capitals; the names behind them need their capital. */
const inAnyCase = (list: readonly string[]): string =>
  list
    .flatMap((word) => [
      word.replace(/^[a-z]/, (first) => `[${first}${first.toUpperCase()}]`),
      word.toUpperCase(),
    ])
    .filter((word) => !/\[A-Z]/.test(word))
    .join('|')

/** Where structure alone tells a name: group 1 holds it, or several between commas and "and". */
const FRAMES: readonly RegExp[] = [
  new RegExp(`(?<!\\p{L})(?:${frames.titles.join('|')})\\.? (${NAME}(?: (?:and|&) ${NAME})?)`, 'dgu'),
  new RegExp(`(?<!\\p{L})(?:${inAnyCase(frames.labels)}) ?[:：] ?(${NAME})`, 'dgu'),
  new RegExp(`(?<!\\p{L})(?:${inAnyCase(frames.people)}) ?\\((${NAME}(?:, ${NAME}){0,3})(?=[,;)])`, 'dgu'),
  new RegExp(`(?<!\\p{L})(?:${inAnyCase(frames.people)}) [-–] (${NAME})(?= ?[-–,.;]|$)`, 'dgu'),
  new RegExp(`(?<!\\p{L})(?:${inAnyCase(frames.doneBy)}) by (${NAME})`, 'dgu'),
  // Van der Berg, de la Cruz, bin Hassan: particles with a capital behind them belong to a name alone.
  new RegExp(
    `(?<!\\p{L})((?:[Vv]an (?:der|den|de)|[Dd]e (?:la|los)|[Dd]ella|[Vv]on der) ${WORD}(?:, ${WORD}(?: ${WORD})?)?)`,
    'dgu',
  ),
  // Oluwaseun "Seun" Bakare: the short name between the others.
  new RegExp(`(?<!\\p{L})(${WORD} ["“‘']${WORD}["”’'] ${WORD})(?!\\p{L})`, 'dgu'),
  // Hollis, B. 44F
  /(?<!\p{L})(\p{Lu}\p{Ll}{2,20}, \p{Lu}\.?)(?=,? (?:\d{1,3} ?[MFmf]\b|\d{1,3} ?y|DOB|MRN|NHS))/dgu,
  // NYGAARD, Torvald  M 61y: a header, or behind what opens one.
  /(?:^|\n|(?:for|re:?|pt|patient|name:?|of) )[ |]{0,3}((?!(?:\p{Lu}{2,20} )?[IVX]{2,}[A-D]?,)\p{Lu}{2,20}(?:[-' ]\p{Lu}{2,20})?, ?\p{Lu}\p{L}['’\p{L}-]{0,20}(?: \p{Lu}\p{L}{0,20}\.?)?)(?= {0,3}(?:[MF]\b|\d|[A-Z]{2,4}\b[ :]?\d|DOB|[.;(|]|\n|$))/dgu,
  new RegExp(
    `(?:^|[\\n;!?]|\\. |, ) ?(${NAME})(?= (?:c/o |in (?:A&E|ED|resus|majors|bed|bay|room|cubicle)\\b))`,
    'dgu',
  ),
]
const PARTED = /, | and | & /g

/** Whether a word with a capital may belong to a person: no term of the clinic, service, title or everyday word. */
const isPersonal = (word: string, dictionary: Dictionary): boolean =>
  /^\p{Lu}\.?$/u.test(word) ||
  isKnownName(word) ||
  !(
    isNoName(word) ||
    isService(word) ||
    FUNCTION_WORD.test(word) ||
    TITLES.has(word.toLowerCase()) ||
    isClinical(word, dictionary)
  )

/** Names that their frame gives away, whatever the words: behind a title or a role with a colon, in a header, in brackets behind kin. */
export function* byFrame(text: string, dictionary: Dictionary): Generator<Span> {
  for (const match of FRAMES.flatMap((frame) => [...text.matchAll(frame)])) {
    const [from] = match.indices?.[1] ?? [0]
    let at = from
    const listed = /^\p{Lu}{2,}.*,|, \p{Lu}\.?$/u.test(match[1] ?? '')
    for (const part of listed ? [match[1] ?? ''] : (match[1] ?? '').split(PARTED)) {
      const start = text.indexOf(part, at)
      at = start + part.length
      const own = part.split(/,? /)
      const first = own.findIndex((word) => !isPersonal(word, dictionary))
      if (listed && first >= 0) continue
      const kept = (first < 0 ? part : own.slice(0, first).join(' ')).replace(/['’]s$/, '')
      if (kept.replace(/\p{Lu}\.?(?!\p{L})/gu, '').trim().length < 2) continue
      yield { start, end: start + kept.length, surface: kept }
    }
  }
}
