import type { Span } from '@/lib/clinical/contract'
import slots from '@/lib/privacy/names/latin-slots.json'
import { matchesOf } from '@/lib/privacy/matches-of'
import { BEGIN, END, NAME_WORD } from '@/lib/privacy/names/plain-letters'
import type { LatinPage } from '@/lib/privacy/names/latin-classes'
import {
  anyOf,
  CAPS,
  either,
  NAME,
  PARTICLE,
  WORD,
  type Leaves,
  type SlotForm,
} from '@/lib/privacy/names/latin-slot-forms'
import { SPOKEN_SLOTS, TIMED } from '@/lib/privacy/names/latin-spoken-slots'
import { Slot } from '@/lib/privacy/names/latin-slot'

/** Where a line, a cell or a clause opens. */
const OPENS = '(?:^|[\\n|;•]|[.!?] |: |, |\\d )[ \\t]{0,3}'
const NICK = new RegExp(`${BEGIN}(?:${anyOf(slots.nick)}) $`)
const NICK_MAX = 8
/** The same, or what somebody is called by in front: Old, Big, Wee. */
const CLAUSE = `(?:${OPENS}|; |${BEGIN}(?:${anyOf(slots.nick)}) )`
/** What identifies the person whose name stands in front, and an age with the sex. */
const IDENTITY = `,? {1,3}\\(?(?:${anyOf(slots.identity)})(?![a-z])`
const AGED = ',? {1,3}\\(?(?:\\d{1,3} ?(?:[MF]\\b|y(?:o|rs?|/o)?\\b)|[MF],? ?\\d{1,3}\\b)'
/** A value of the laboratory with its number: K 6.1, eGFR 41. */
const MEASURED = ' {1,3}(?:[A-Z][A-Za-z]{0,4}|eGFR|pH) ?[<>]?\\d'

const SLOTS: readonly SlotForm[] = [
  // son Kit rang, wife June says, twins Kai and Zuri
  [
    'sure',
    /[a-z] [A-Z][a-z'’]/,
    new RegExp(
      `${BEGIN}(?:${either(slots.kin)}) (${WORD}(?: (?:and|&) ${WORD})?)(?= (?:${anyOf(slots.deeds)})${END}|[,.;:)]|['’]s? |$)`,
      'dg',
    ),
  ],
  // Kit rang, Park to chase the MRI, Young to clerk
  [
    'known',
    / (?:rang|phoned|texted|bleeped)/,
    new RegExp(`(?:^|[.;\\n:!?,] ?)(${WORD}) (?:rang|phoned|texted|bleeped)${END}`, 'dg'),
  ],
  [
    'known',
    /[a-z'’] to [a-z]/,
    new RegExp(`(?:^|[.;\\n:!?,] ?)(${WORD}) to (?:${anyOf(slots.jobs)})${END}`, 'dg'),
  ],
  // Old Tom tried to climb, Jade for OGD
  [
    'known',
    NAME_WORD,
    new RegExp(
      `${BEGIN}((?:${anyOf(slots.nick)}) ${WORD})(?= ?\\(| (?:${anyOf(slots.deeds)}|in|tried|refus[A-Za-z\\u3400-\\u9fff]+|wants|fell|rang)${END}|['’]s )`,
      'dg',
    ),
  ],
  [
    'known',
    /[a-z'’] (?:is |both )?for /,
    new RegExp(
      `(?:^|[.;\\n] ?)(?!(?:Hope|Grant|Will|May|Mark|Chase)\\b)(${WORD}) (?:is |both )?for (?:${slots.planned})${END}`,
      'dg',
    ),
  ],
  // I'm Dilys, my name is Bo, known as Nipper, real name Ernest Tuckwell
  [
    'sure',
    NAME_WORD,
    new RegExp(
      `${BEGIN}(?:[Mm]y name(?: is|['’]s)|${either(slots.called)}):? ["“'‘]?(${NAME})(?![A-Za-z\\u3400-\\u9fff]| \\d)`,
      'dg',
    ),
  ],
  ['known', /I(?:['’]m| am) [A-Z]/, new RegExp(`${BEGIN}(?:I['’]m|I am) (${NAME})${END}`, 'dg')],
  // Asst: El-Masry, Circ: Thandi, 1st op: Delacroix
  [
    'known',
    /[:：] ?[A-Z]/,
    new RegExp(`${BEGIN}(?:${either(slots.theatre)})(?: ?[12AB])? ?[:：] ?(${NAME}|${CAPS})${END}`, 'dg'),
  ],
  // Will Young in bed 2, Faith Hill DNA'd clinic
  [
    'known',
    /[a-z'’] (?:in|DNA|NBM|MFFD)/,
    new RegExp(
      `${OPENS}(${WORD} ${WORD})(?= (?:in (?:bed|bay|room|cubicle|side room) ?[A-Z]?\\d|DNA['’]?d?\\b|NBM\\b|MFFD\\b))`,
      'dg',
    ),
  ],
  // Leung Wing Sze, HKID; Tan Ah Kow, NRIC; Lim Geok Choo 72F
  [
    'identified',
    NAME_WORD,
    new RegExp(`${OPENS}(${WORD}(?: (?:${WORD}|[A-Z]\\.?)){1,4})(?=${IDENTITY})`, 'dg'),
  ],
  ['foreign', NAME_WORD, new RegExp(`${OPENS}(${WORD}(?: ${WORD}){1,3})(?=${AGED})`, 'dg')],
  // WHITCOMBE J. R.  M  67Y
  [
    'reversed',
    / {1,3}[MF][ ,/]/,
    new RegExp(`${OPENS}(${CAPS}(?: [A-Z]\\.?){1,3})(?= {1,3}[MF][ ,/]{1,3}\\d{1,3} ?[Yy]?)`, 'dg'),
  ],
  // ask for Kev, new admission Faith Young
  [
    'sure',
    /(?:[Aa]sk|[Ss]peak)/,
    new RegExp(
      `${BEGIN}(?:[Aa]sk(?:ing)? for|[Ss]peak (?:to|with)) (${WORD})(?=[,.;:)]|$| (?:on|at|if|re)${END})`,
      'dg',
    ),
  ],
  [
    'known',
    /(?:[Nn]ew|[Pp]lanned|[Ee]xpected) /,
    new RegExp(
      `${BEGIN}(?:[Nn]ew|[Pp]lanned|[Ee]xpected) (?:admission|patient|pt|adm|referral|transfer|arrival):? (${WORD} ${WORD})${END}`,
      'dg',
    ),
  ],
  // its Imelda from nights; Kavanagh bed 2 - POD1
  [
    'sure',
    /(?:[Ii]t['’]?s|[Tt]his is) [A-Z]/,
    new RegExp(`${BEGIN}(?:[Ii]t['’]?s|[Tt]his is) (${WORD})(?= (?:from|on|here|in)${END})`, 'dg'),
  ],
  ['known', /[a-z'’] bed \d/, new RegExp(`(?:^|\\n)[ \\t]{0,3}(${WORD})(?= bed \\d)`, 'dg')],
  [
    'known',
    /(?:[Ii]t['’]?s|[Tt]his is) [A-Z]/,
    new RegExp(
      `${BEGIN}(?:[Ii]t['’]?s|[Tt]his is) (${WORD})(?= from (?:nights?|days?|lates?|earlies|twilights?|theatres?|recovery|[Ww]ard|ED|A&E|ICU|ITU|HDU|[Mm]icro|[Pp]harmacy|[Rr]adiology|[Ll]abs?|\\d)${END})`,
      'dg',
    ),
  ],
  // Rajesh s/o Muthu, Devi d/o Raman, Kumar a/l Samy
  [
    'known',
    / (?:[sd]\/o|a\/[lp]) [A-Z]/,
    new RegExp(
      `${BEGIN}(${WORD}(?: ${WORD}){0,2} (?:[sd]\\/o|a\\/[lp]) ${WORD}(?: ${WORD}){0,2})${END}`,
      'dg',
    ),
  ],
  // Venkat sir asked, Ng Mdm
  [
    'known',
    / (?:[Ss]ir|[Mm]a['’]?am|[Mm]dm|[Mm]adam|[Gg]aru)/,
    new RegExp(`${BEGIN}(${WORD}(?: ${WORD})?) (?:[Ss]ir|[Mm]a['’]?am|[Mm]dm|[Mm]adam|[Gg]aru)${END}`, 'dg'),
  ],
  // report to Destiny at 0700, handoff with Serenity, care assumed by Patience, Star RN aware
  [
    'given',
    / (?:to|from|with|by) [A-Z][a-z'’]/,
    new RegExp(
      `${BEGIN}(?:[Rr]eport(?:ed)?(?: (?:given|called|received|taken))?|[Hh]and(?:ed|ing)?[- ]?(?:over|off)(?: (?:given|done))?|[Cc]are (?:assumed|taken over|resumed)|[Rr]elieved|[Ss]ign(?:ed)?[- ]?out|[Ee]ndorsed) (?:to|from|with|by) (${WORD})(?= (?:at|@) ?\\d| (?:on|in|for|who|RN|LPN|EN|CNA|nights?|days?)${END}|[,.;:)]|$)`,
      'dg',
    ),
  ],
  [
    'given',
    /[a-z'’] (?:RN|LPN|EN|CNA|HCA|NP|PA-C)/,
    new RegExp(`${OPENS}(${WORD})(?= (?:RN|LPN|EN|CNA|HCA|NP|PA-C)${END})`, 'dg'),
  ],
  // spoke with Hyacinth (pharmacy)
  [
    'given',
    / (?:with|to) [A-Z][a-z'’]/,
    new RegExp(
      `${BEGIN}(?:[Ss]poke|[Ss]poken|[Ss]peaking|[Tt]alked|[Dd]iscussed|[Cc]hecked) (?:with|to) (${WORD})(?= \\(|[,.;:]|$| (?:on|in|at|from|re|about)${END})`,
      'dg',
    ),
  ],
  // Rodriguez in 412A quiet night
  [
    'known',
    /[a-z'’] in (?:[A-H]?\d|bed|bay|the)/,
    new RegExp(
      `${CLAUSE}(${WORD})(?= in (?:\\d{1,3}[A-D]|[A-H]\\d{1,2}|(?:bed|bay|room|cubicle|chair|side room) ?[A-Z]?\\d{1,3}|the (?:end|side|corner|window|middle|first|last|far|next|isolation|other) (?:bay|bed|room|cubicle|chair))${END})`,
      'dg',
    ),
  ],
  // Ronald "Buddy" Teague, Margaret (Peggy) Lowe
  ['known', /[a-z] ["“'‘(][A-Z]/, new RegExp(`${BEGIN}(${WORD} ["“'‘(]${WORD}["”'’)] ${WORD})${END}`, 'dg')],
  // operator KOWALCZYK
  [
    'sure',
    /[a-z]:? [A-Z]{2}/,
    new RegExp(
      `${BEGIN}(?:[Oo]perator|[Uu]ser|(?:[Cc]ollected|[Vv]erified|[Pp]rinted|[Aa]uthori[sz]ed|[Vv]alidated|[Rr]eported) by):? (${CAPS})${END}`,
      'dg',
    ),
  ],
  // | TREMBATH, Morwenna | eGFR 41; Lab: TREVENA, Lowenna Na 124
  [
    'reversed',
    /[A-Za-z'’], ?[A-Z][a-z'’]/,
    new RegExp(
      `(?:^|[\\n|;:]|\\d|${BEGIN}(?:for|re|of|on|reads?|says?|states?|named|labelled|patient|pt|name|bracelet|wristband|band|sticker|tag|is)) {0,3}(${PARTICLE}(?:${CAPS}|${WORD}), ?${WORD}(?: ${WORD}| [A-Z]\\.?)?)(?= {0,3}(?:[|;\\n(]|$)|\\.(?:\\s|$)| (?:is|was|has|had|needs)${END}|${IDENTITY}|${AGED}|${MEASURED})`,
      'dg',
    ),
  ],
]

const WHOLE_WORD = /^\p{Lu}['’]?\p{L}/u

/** The parts of what a slot holds: a name with a comma is one, others stand between "and". */
const partsOf = (held: string, leaves: Leaves): readonly string[] =>
  leaves === 'reversed' ? [held] : held.split(/ (?:and|&) /)

/** 0900 Okafor, 0920 Small: a list of who comes when, of which one at least is a name by itself. */
function* byTime({ text, plain, classes }: LatinPage, slot: Slot): Generator<Span> {
  const listed = matchesOf(plain, TIMED)
    .map((match) => {
      const [start, end] = match.indices?.[1] ?? [0, 0]
      return { start, end, surface: text.slice(start, end) }
    })
    .filter(({ surface }) => slot.personal(surface))
  const certain = listed.filter(({ surface }) => /^(?:name|unknown)$/.test(classes.of(surface)))
  if (listed.length > 1 && certain.length > 0) yield* listed
}

/** Names in Latin letters where the place leaves nothing else: behind kin, before a job, with an identity number, in a cell with a comma. */
export function* bySlot(page: LatinPage): Generator<Span> {
  const { text, plain, classes, dictionary } = page
  const slot = new Slot(classes, dictionary)
  yield* byTime(page, slot)
  const held = [...SLOTS, ...SPOKEN_SLOTS].flatMap(([leaves, needs, form]) =>
    (needs.test(plain) ? matchesOf(plain, form) : []).map((match) => ({
      leaves,
      span: match.indices?.[1] ?? [0, 0],
    })),
  )
  for (const { leaves, span } of held) {
    const whole = text.slice(...span)
    let [end] = span
    for (const part of partsOf(whole, leaves)) {
      const start = text.indexOf(part, end)
      end = start + part.length
      const words = part.split(/,? /).filter((word) => WHOLE_WORD.test(word))
      if (words.length === 0 || !slot.takes(words, leaves)) continue
      const called = NICK.exec(plain.slice(Math.max(0, start - NICK_MAX), start))?.[0].length ?? 0
      yield { start: start - called, end, surface: text.slice(start - called, end) }
    }
  }
}
