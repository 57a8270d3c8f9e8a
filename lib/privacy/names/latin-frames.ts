import type { Span } from '@/lib/clinical/contract'
import frames from '@/lib/privacy/names/latin-frames.json'
import { FUNCTION_WORD, isClinical, TITLES } from '@/lib/privacy/names/latin-tokens'
import { isService } from '@/lib/privacy/names/latin-cues'
import { isKnownName, isNoName } from '@/lib/privacy/names/latin-words'
import type { LatinPage } from '@/lib/privacy/names/latin-classes'
import { BEGIN, END, plainLetters } from '@/lib/privacy/names/plain-letters'
import { matchesOf } from '@/lib/privacy/matches-of'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'

/** A word with a capital, and a name of one to four of them with particles and initials. */
const WORD = "[A-Z][a-zA-Z'’-]{1,24}"
const NAME = `(?:(?:O|Ni|Ui|Mac|Mc) |(?:al|el|bin|ibn|van|von|de|da|di|du|ter)[- ])?${WORD}(?: (?:(?:de|da|van|von|der|bin|al|el|la|le) )?(?:${WORD}|[A-Z]\\.?${END})){0,3}`
/** Words with a small letter, a capital or in capitals; the names behind them need their capital. */
const inAnyCase = (list: readonly string[]): string =>
  list
    .flatMap((word) => [
      word.replace(/^[a-z]/, (first) => `[${first}${first.toUpperCase()}]`),
      word.toUpperCase(),
    ])
    .filter((word) => !/\[A-Z]/.test(word))
    .join('|')

/** Where structure alone tells a name, behind what a text needs for it: group 1 holds it, or several between commas and "and". */
const FRAMES: readonly (readonly [needs: RegExp, frame: RegExp])[] = [
  [
    /[A-Za-z.] [A-Z]/,
    new RegExp(`${BEGIN}(?:${frames.titles.join('|')})\\.? (${NAME}(?: (?:and|&) ${NAME})?)`, 'dg'),
  ],
  [/[A-Za-z\d] ?[:：] ?[A-Z]/, new RegExp(`${BEGIN}(?:${inAnyCase(frames.labels)}) ?[:：] ?(${NAME})`, 'dg')],
  [
    /\([A-Z]/,
    new RegExp(`${BEGIN}(?:${inAnyCase(frames.people)}) ?\\((${NAME}(?:, ${NAME}){0,3})(?=[,;)])`, 'dg'),
  ],
  [/ [-–] [A-Z]/, new RegExp(`${BEGIN}(?:${inAnyCase(frames.people)}) [-–] (${NAME})(?= ?[-–,.;]|$)`, 'dg')],
  [/ by [A-Z]/, new RegExp(`${BEGIN}(?:${inAnyCase(frames.doneBy)}) by (${NAME})`, 'dg')],
  // Van der Berg, de la Cruz, bin Hassan: particles with a capital behind them belong to a name alone.
  [
    /(?:[Vv]an (?:de|den|der)|[Dd]e l[ao]s?|[Dd]ella|[Vv]on der) [A-Z]/,
    new RegExp(
      `${BEGIN}((?:[Vv]an (?:der|den|de)|[Dd]e (?:la|los)|[Dd]ella|[Vv]on der) ${WORD}(?:, ${WORD}(?: ${WORD})?)?)`,
      'dg',
    ),
  ],
  // Oluwaseun "Seun" Bakare: the short name between the others.
  [/["“‘'][A-Z]/, new RegExp(`${BEGIN}(${WORD} ["“‘']${WORD}["”’'] ${WORD})${END}`, 'dg')],
  // Hollis, B. 44F
  [
    /[a-z], [A-Z]/,
    /(?<![A-Za-z\u3400-\u9fff])([A-Z][a-z]{2,20}, [A-Z]\.?)(?=,? (?:\d{1,3} ?[MFmf]\b|\d{1,3} ?y|DOB|MRN|NHS))/dg,
  ],
  // NYGAARD, Torvald  M 61y: a header, or behind what opens one.
  [
    /[A-Z], ?[A-Z]/,
    /(?:^|\n|(?:for|re:?|pt|patient|name:?|of) )[ |]{0,3}((?!(?:[A-Z]{2,20} )?[IVX]{2,}[A-D]?,)[A-Z]{2,20}(?:[-' ][A-Z]{2,20})?, ?[A-Z][A-Za-z\u3400-\u9fff]['’A-Za-z\u3400-\u9fff-]{0,20}(?: [A-Z][A-Za-z\u3400-\u9fff]{0,20}\.?)?)(?= {0,3}(?:[MF]\b|\d|[A-Z]{2,4}\b[ :]?\d|DOB|[.;(|]|\n|$))/dg,
  ],
  [
    / (?:c\/o|in) /,
    new RegExp(
      `(?:^|[\\n;!?]|\\. |, ) ?(${NAME})(?= (?:c/o |in (?:A&E|ED|resus|majors|bed|bay|room|cubicle)\\b))`,
      'dg',
    ),
  ],
]
const PARTED = /, | and | & /g
const INITIAL_WORD = /^\p{Lu}\.?$/u
const LONE_CAPITAL = new RegExp(`[A-Z]\\.?${END}`, 'g')

/** Whether a word with a capital may belong to a person: no term of the clinic, service, title or everyday word. */
const isPersonal = (word: string, dictionary: Dictionary): boolean =>
  INITIAL_WORD.test(word) ||
  isKnownName(word) ||
  !(
    isNoName(word) ||
    isService(word) ||
    FUNCTION_WORD.test(word) ||
    TITLES.has(word.toLowerCase()) ||
    isClinical(word, dictionary)
  )

/** Names that their frame gives away, whatever the words: behind a title or a role with a colon, in a header, in brackets behind kin. */
export function* byFrame({ text, plain, dictionary }: LatinPage): Generator<Span> {
  for (const match of FRAMES.flatMap(([needs, frame]) =>
    needs.test(plain) ? matchesOf(plain, frame) : [],
  )) {
    const [from, to] = match.indices?.[1] ?? [0, 0]
    const held = text.slice(from, to)
    let at = from
    const listed = /^[A-Z]{2,}.*,|, [A-Z]\.?$/.test(match[1] ?? '')
    for (const part of listed ? [held] : held.split(PARTED)) {
      const start = text.indexOf(part, at)
      at = start + part.length
      const own = part.split(/,? /)
      const first = own.findIndex((word) => !isPersonal(word, dictionary))
      if (listed && first >= 0) continue
      const kept = (first < 0 ? part : own.slice(0, first).join(' ')).replace(/['’]s$/, '')
      if (plainLetters(kept).replace(LONE_CAPITAL, '').trim().length < 2) continue
      yield { start, end: start + kept.length, surface: kept }
    }
  }
}
