import type { Span } from '@/lib/clinical/contract'
import { matchesOf } from '@/lib/privacy/matches-of'
import type { LatinPage } from '@/lib/privacy/names/latin-classes'
import contexts from '@/lib/privacy/names/latin-contexts.json'
import { Slot } from '@/lib/privacy/names/latin-slot'
import { BEGIN, END } from '@/lib/privacy/names/plain-letters'

/** McRae, O'Dell, Okafor-Hill: one word of a name in plain letters. */
const WORD =
  "(?:Mc|Mac|O['’]|D['’])?[A-Z][a-z'’]{1,20}(?:-(?:[A-Z][a-z'’]{1,20}|[a-z]{1,4}-[A-Z][a-z'’]{1,20})){0,2}"
const TITLE = '(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sr|Sister|Nurse|Rev|Fr|Cllr|PC|DC)\\.? '
const PERSON = `(?:${TITLE})?(?:[A-Z]\\.? ?){0,2}${WORD}(?: (?:[A-Z]\\.? )?${WORD}){0,2}(?: ?\\([^)\\n]{1,24}\\))?`
const COMMA = '(?:, ?(?:and |& )?|; ?| and | & )'
/** Members: Okafor-Hill, Lindholm, Yap; apologies: Poole: those who were there or were not. */
const ROLL = new RegExp(
  `${BEGIN}(?:[Pp]resent|[Ii]n attendance|[Aa]ttend(?:ees?|ed|ing)(?: by)?|[Aa]pologies|[Aa]bsent|[Pp]articipants|[Mm]embers|[Pp]anel|[Tt]eam|[Cc]hair(?:ed by)?|[Mm]inutes|[Ss]crubbed|[Ss]taff|[Cc]rew|[Dd]istribution|[Cc]opied to|[Cc]opies to|[Cc]c|CC|[Oo]bservers|[Ww]itnesses|[Ff]amily present|[Vv]isitors|[Rr]oster|[Rr]ota|[Oo]n (?:call|shift|duty))(?: (?:at|from|for|to|in|of|present|tonight|today)(?: the)?(?: [A-Za-z-]{2,16}){0,2})?(?:: ?| )(${PERSON}(?:${COMMA}${PERSON}){1,9})(?=[.;,\\n]|$| \\d)`,
  'dg',
)
const HAS_ROLL =
  /(?:resent|ttend|pologies|bsent|articipants|embers|anel|eam|hair|inutes|crubbed|taff|rew|istribution|opie|[Cc]c|CC|bservers|itnesses|isitors|ost|ota|n call|n shift|n duty)/

/** Robbie in E4 asleep: one word with the bed, whose letter is none of the spine. */
const IN_BED = new RegExp(
  `(?:^|[.;\\n:!?] ?)(${WORD})(?= (?:in|from) (?:[ABDE-HP-R]\\d{1,2}|(?:bed|bay|room|cubicle|side ?room) ?[A-Z]?\\d{1,3})(?![\\d/%]))`,
  'dg',
)
/** Goes by TJ, (she prefers AL), JR (Mr Rowe): how somebody is called, in two letters. */
const LETTERS: readonly RegExp[] = [
  /\b(?:[Gg]oes by|[Aa]nswers to|(?:likes|prefers|wants|asks|asked) to be (?:called|known as)|[Nn]icknamed|[Pp]referred name:?|[Ll]iked to be called|[Cc]all (?:him|her|them)) ["“'‘]?((?:[A-Z]\.){2,3}|[A-Z]{2}|[A-Z]-[A-Z])["”'’]?(?=[,.;:)\n]|$| )/dg,
  /\((?:he|she|they|pt|patient|who) (?:prefers?|likes|uses) ["“'‘]?((?:[A-Z]\.){2,3}|[A-Z]{2})["”'’]?\)/dg,
  /(?:^|[.;\n] ?)((?:[A-Z]\.){2,3}|[A-Z]{2})(?= \((?:Mr|Mrs|Ms|Miss|Mx|Dr)\.? [A-Z])/dg,
  /\b(?:typed|dictated|transcribed|entered|initialled|scribed) by ((?!him|her|the|two|one|ana|you|all|our|any)[a-z]{2,3})(?=[.,;)\n]|$)/dg,
]
const KIN =
  'wife|husband|spouse|partner|son|daughter|mum|mom|mother|dad|father|sister|brother|aunt|uncle|niece|nephew|cousin|gran|grandma|grandmother|grandad|grandfather|carer|neighbou?r|friend|fianc[eé]e?|girlfriend|boyfriend|NOK|POA|physio|OT|SLT|RN|MD|NP|PA|HCA|SHO|reg'
/** Hope (wife): who somebody is in brackets. */
const IN_BRACKETS = new RegExp(
  `(?:^|[.;\\n:!?] ?)(${WORD})(?= \\((?:(?:${KIN})[,)]|(?:he|she|they)(?:[/,) ])))`,
  'dg',
)
/** Bed 9W-4 Amaechi, Resus 2 - Baptiste,: who stands behind a bed, up to a mark, a value or an age. */
const BEHIND_BED = new RegExp(
  `\\b(?:[Bb]ed|[Tt]rolley|[Rr]esus|[Cc]ubicle|[Bb]ay|[Cc]hair|[Cc]ot|[Rr]oom|[Rr]m|[Ss]ide [Rr]oom|SR|HDU|ICU|Bed:) ?[A-Z]?\\d{1,3}[A-Z]?(?:[-/]\\d{1,3}[A-Z]?)? ?(?:[-–—:,(] ?)?(${WORD})(?=[,.:;)\\n]|$| [A-Z][A-Za-z]{0,4} ?[<>]?\\d| \\d{1,3} ?[MF]\\b)`,
  'dg',
)
/** Let Sunny know, ask Rowan re dosing, SLT (Fern) r/v: who is told or asked, or in brackets behind a service. */
const TOLD = new RegExp(
  `${BEGIN}(?:(?:[Ll]et|[Kk]eep) (${WORD})(?= (?:know|posted|updated|in the loop))|(?:[Aa]sk|[Tt]ell|[Rr]emind|[Ww]arn) (${WORD})(?= (?:re|about|to|if|for|that|when)${END})|(?:SLT|OT|PT|CNS|SpR|SHO|reg|physio|dietitian|pharmacist|interpreter|HCA|CPN|SW) \\((${WORD})\\))`,
  'dg',
)
/** Surname Lo, first name Wing; preferred name Poppy: what a form asks for. */
const ASKED_NAME = new RegExp(
  `(?:${BEGIN}(?:[Ss]urname|[Ff]orename|[Ff]irst name|[Ll]ast name|[Ff]amily name|[Gg]iven name|[Mm]iddle name|[Pp]referred name|[Aa]lias|[Nn]ickname|[Mm]aiden name)|(?:^|\\n)Name)(?: is)?[: ]{1,2}(${WORD})(?=[,.;|\\n]|$)`,
  'dg',
)
/** Ng, 60M: surnames of two letters, which no table can tell from words, with an age or a grade. */
const SHORT =
  /(?:^|[.;\n:|] ?)((?:Ng|Xu|Li|Wu|Yu|Hu|Ma|Lu|Ho|Oh|Im|Yi|Ye|Su|Fu|Du|Ko|Ly|Vu|Le|Lo|Mo|Qi|Hu|Ha|Ba|Ro|Ay|Om|Oz))(?=,? {1,2}\(?(?:\d{1,3} ?(?:[MF]\b|y)|RN\b|MD\b|NP\b|PA\b)|, ?[A-Z][a-z]{2,12}(?: |[.;\n]|$))/dg
/** Mr. P, Mrs. K., Dr V: one letter behind a title. */
const ONE_LETTER =
  /\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sister|Nurse)\.? ([A-Z]\.?)(?![A-Za-z\u3400-\u9fff\d'’/-]| [A-Z])/dg
const NO_LETTERS = new Set(contexts.notInitials)

/** The name of an item without its title and what stands in brackets behind. */
const ITEM = new RegExp(`^(?:${TITLE})?((?:[A-Z]\\.? ?){0,2}${WORD}(?: (?:[A-Z]\\.? )?${WORD}){0,2})`, 'd')

function* rolls({ text, plain, classes, dictionary }: LatinPage): Generator<Span> {
  if (!HAS_ROLL.test(plain)) return
  const slot = new Slot(classes, dictionary)
  for (const match of matchesOf(plain, ROLL)) {
    const begin = match.indices?.[1]?.[0] ?? 0
    const persons: Span[] = []
    for (const { 0: item, index } of (match[1] ?? '').matchAll(/[^,;&]+?(?=, ?|; ?| and | & |$)/g)) {
      const lead = /^ ?(?:and |& )?/.exec(item)?.[0].length ?? 0
      const [from, to] = ITEM.exec(item.slice(lead))?.indices?.[1] ?? [0, 0]
      const start = begin + index + lead + from
      const name = {
        start,
        end: begin + index + lead + to,
        surface: text.slice(start, begin + index + lead + to),
      }
      const words = name.surface.split(' ').filter((word) => /\p{Ll}/u.test(word))
      if (words.length > 0 && words.every((word) => slot.personal(word))) persons.push(name)
    }
    // One at least is a name by itself, so that a list of services is none of persons.
    const named = persons.filter(({ surface }) =>
      surface.split(' ').some((word) => /^(?:name|unknown|both)$/.test(classes.of(word))),
    )
    if (persons.length > 1 && named.length * 2 >= persons.length) yield* persons
  }
}

interface Frame {
  form: RegExp
  /** A short pattern without which the form cannot match. */
  needs?: RegExp
  fits: (slot: Slot, word: string) => boolean
}
const FRAMES: readonly Frame[] = [
  { form: IN_BED, needs: / (?:in|from) /, fits: (slot, word) => slot.named(word) },
  { form: IN_BRACKETS, needs: / \(/, fits: (slot, word) => slot.takes([word], 'given') },
  { form: TOLD, fits: (slot, word) => slot.takes([word], 'given') },
  { form: ASKED_NAME, fits: (slot, word) => slot.takes([word], 'sure') },
  { form: BEHIND_BED, needs: /\d/, fits: (slot, word) => slot.named(word) },
]

/** Persons of a roll, in a bed, or by two letters: told by the frame around them. Linear in the length of the text. */
export function* byRoll(page: LatinPage): Generator<Span> {
  const { text, plain, classes, dictionary } = page
  yield* rolls(page)
  const slot = new Slot(classes, dictionary)
  for (const { form, needs, fits } of FRAMES) {
    for (const match of (needs?.test(plain) ?? true) ? matchesOf(plain, form) : []) {
      const [start, end] = match.indices?.slice(1).find((part) => part !== undefined) ?? [0, 0]
      const surface = text.slice(start, end)
      if (fits(slot, surface)) yield { start, end, surface }
    }
  }
  for (const match of [...LETTERS, SHORT, ONE_LETTER].flatMap((form) => matchesOf(plain, form))) {
    const [start, end] = match.indices?.[1] ?? [0, 0]
    if (!NO_LETTERS.has(match[1] ?? '')) yield { start, end, surface: text.slice(start, end) }
  }
}

/** Omar el-Sayed, William "Bud" Harkness: what goes on behind a name with a particle or a name in quotation marks. */
const GOES_ON = new RegExp(`^ (?:el|al|ul|ur|ud|ad|as|az|ash|an|ar|ibn|bint|abu|ben)[- ]${WORD}${END}`)
const QUOTED = /["”)’']$/
const SURNAME = new RegExp(`^ ${WORD}${END}`)

/** van Dijk, de la Cruz: particles in small letters in front. */
const LEADS_IN =
  /(?<![A-Za-z'’-])(?<!et )(?:(?:van|von|vom|zu|de|del|della|di|da|dos|das|du|la|le|el|al|bin|binti|ibn|ter|ten|den|der|af|av)(?: (?:der|den|de|la|las|los|het|'t))?) $/

/** Where a name begins with the particles in front of it. */
export function nameStart({ plain }: LatinPage, start: number): number {
  return start - (LEADS_IN.exec(plain.slice(Math.max(0, start - 16), start))?.[0].length ?? 0)
}

/** Where a name ends with what belongs to it behind. */
export function nameEnd({ plain }: LatinPage, { end, surface }: Span): number {
  const behind = plain.slice(end, end + 40)
  const particle = GOES_ON.exec(behind)?.[0].length ?? 0
  if (particle > 0) return end + particle
  const nick = QUOTED.test(surface) && /["“(‘']/.test(surface.slice(0, -1))
  return end + (nick ? (SURNAME.exec(behind)?.[0].length ?? 0) : 0)
}
