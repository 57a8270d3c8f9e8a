import slots from '@/lib/privacy/names/latin-slots.json'
import { anyOf, either, NAME, WORD, type SlotForm } from '@/lib/privacy/names/latin-slot-forms'
import { BEGIN, END } from '@/lib/privacy/names/plain-letters'

/** Where a line, a message or a quotation opens. */
const SPEAKS = '(?:^|[\\n"“‘]|[-–—:] ["“‘]?)[ \\t]{0,2}'
const CLOSED = '(?=[,.;:!?)"”\\n]|$| \\(| \\d)'

/** Names in what is said, sent or phoned, and behind who somebody is to the case. Every repetition is bounded. */
export const SPOKEN_SLOTS: readonly SlotForm[] = [
  // "Leo, can you look, Priya, please rewrite
  ['known', /[a-z'’], [a-zFI]/, new RegExp(`${SPEAKS}(${WORD}), (?:${anyOf(slots.addressed)})${END}`, 'dg')],
  // Amara from pharmacy called
  [
    'known',
    /[a-z'’] from /,
    new RegExp(
      `(?:^|[.;!?\\n"“,] ?)(${WORD}) from (?:${either(slots.departments)})(?= (?:has |just |again )?(?:phoned|rang|rung|called|bleeped|paged|emailed|texted|says|said|asking|asked|wants|confirmed|reports|reported|aware|updated|informed|here|attended|visited|reviewed|dropped|left|told|advised|advises|will|to)${END}|[,:])`,
      'dg',
    ),
  ],
  // Bill here, this is
  ['known', /[a-z'’] here[,.:]/, new RegExp(`${SPEAKS}(${NAME}) here[,.:]`, 'dg')],
  // Hi Young, Dear Hope,
  [
    'sure',
    /(?:[Hh]i|[Hh]ello|[Hh]ey|Dear|[Mm]orning|[Aa]fternoon|[Ee]vening) [A-Z]/,
    new RegExp(
      `${BEGIN}(?:[Hh]i|[Hh]ello|[Hh]ey|Dear|[Mm]orning|[Aa]fternoon|[Ee]vening) (${WORD})(?=[,!\\n]|$)`,
      'dg',
    ),
  ],
  // Subscriber: Oduya, claimant Marta Lowe, pronounced by Oduya at 0410
  [
    'known',
    /[a-z/]:? [A-Z]/,
    new RegExp(
      `${BEGIN}(?:${either(slots.labels)})(?: is| was)?:? (${NAME})(?:${CLOSED}|(?= (?:${anyOf(slots.deeds)})${END}))`,
      'dg',
    ),
  ],
  ['known', /[Uu]nder [A-Z]/, new RegExp(`${BEGIN}[Uu]nder (${NAME})(?=[.,;\\n]|$)`, 'dg')],
  // Follow-up with Marsh in a month, f/u Marsh clinic
  [
    'known',
    /(?:[Ff]ollow|[Ff]\/u|FU)/,
    new RegExp(
      `${BEGIN}(?:[Ff]ollow(?:ed|ing)?[- ]?up|[Ff]\\/[Uu]|FU)(?: with| by| at)? (${WORD})(?= (?:in|on|at|next|clinic|again)${END}|[.,;\\n]|$)`,
      'dg',
    ),
  ],
  // 4. Marsh - chest pain
  ['known', /\d[.)] [A-Z]/, new RegExp(`(?:^|\\n) ?\\d{1,2}[.)] (${NAME})(?= ?[-–—:] )`, 'dg')],
  // Marsh 82F fall
  ['known', / \d{1,3} ?[MF]/, new RegExp(`(?:^|\\n|[;|] ?)(${WORD})(?=,? {1,2}\\d{1,3} ?[MF]\\b)`, 'dg')],
  // To: Marsh
  [
    'known',
    /(?:To|From|Re|RE|[Cc][Cc]):? [A-Z]/,
    new RegExp(`(?:^|[\\n;] ?)(?:(?:To|From|Re|RE)[:：]|[Cc][Cc][:：]?) ?(${NAME})(?=[,.;\\n]|$| \\()`, 'dg'),
  ],
  // eating well. — Moran
  ['known', /[-–—~] ?[A-Z][a-z]/, new RegExp(`[.!?)\\n] {0,2}[-–—~] ?(${NAME})(?=\\s*(?:$|\\n))`, 'dg')],
  // called about Imogen:
  [
    'known',
    / about [A-Z]/,
    new RegExp(
      `${BEGIN}(?:called|rang|phoned|phoning|calling|ringing|spoke|asked|asking|emailed|contacted|worried|concerned|call|query|letter|message|chat|update) about (${WORD})(?=[:,.;\\n]|$)`,
      'dg',
    ),
  ],
]

/** 0900 Okafor: a time of the day with one word behind, up to a mark. */
export const TIMED = new RegExp(
  `(?<![\\d.:/-])(?:[01]?\\d|2[0-3])[:.]?[0-5]\\d(?: ?[ap]m)?[ \\t–-]{1,3}(${WORD})(?=[,;.\\n|]|$)`,
  'dg',
)
