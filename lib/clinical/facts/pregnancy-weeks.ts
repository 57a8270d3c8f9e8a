import type { FactOf } from '@/lib/clinical/contract'
import { foldedAt, originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { numberAt, skipBlanks } from '@/lib/clinical/text/number-at'

interface Weeks {
  weeks: number
  to: number
}

/** `28周`, `28+3周`, `28周+3天`, `28w`, `at 31+6` behind the word. */
export function weeksBehind(text: string, at: number): Weeks | null {
  const lead = /^[,，]? ?(?:@ ?|at |约|已|of )?/.exec(text.slice(at, at + 6))?.[0].length ?? 0
  const number = numberAt(text, skipBlanks(text, at + lead))
  if (!number || number.value > 43) return null
  const extra = text[number.to] === '+' ? numberAt(text, number.to + 1) : null
  const unitAt = skipBlanks(text, extra?.to ?? number.to)
  const unit = ['周', 'weeks', 'wks', 'wk', 'w'].find((phrase) => text.startsWith(phrase, unitAt))
  if (!unit && !(extra && extra.value < 7)) return null
  const days = /^ ?\+? ?(\d) ?(?:[天日]|d(?:ays?)?\b)|^\+(\d)(?![\d周w./])/.exec(
    text.slice(unitAt + (unit?.length ?? 0)),
  )
  const to = unitAt + (unit?.length ?? 0) + (days?.[0].length ?? 0)
  return { weeks: number.value + (extra?.value ?? Number(days?.[1] ?? days?.[2] ?? 0)) / 7, to }
}

/** `33+4 by dating scan`, `20+3/40`, `26w3d`, `11+3 weeks`: weeks and days as a maternity unit writes them, without a word of pregnancy. */
const DATED = [
  /(?<![\d.+/])(\d{1,2})(?:\+([0-6]))?(?=\/40(?!\d))/g,
  /(?<![\d.+/])(\d{1,2})\+([0-6])(?= ?(?:weeks?|wks?|w\b|周|by (?:[a-z]+ )?(?:scan|dates|lmp|uss|crl)\b))/g,
  /(?<![\d.+/])(\d{1,2}) ?(?:weeks?|wks?|w)[ ,]?(?:and )?([0-6]) ?d(?:ays?)?\b/g,
  /\b(?:e?ga|gest(?:ational)?(?: age)?|gestation|booking(?: visit)?|antenatal(?: clinic| visit| check)?|prenatal(?: visit)?|anc|iup|edd)\b[^.;\n]{0,20}?(?<![\d.+/])(\d{1,2})(?:\+([0-6])(?!\d)| ?(?:weeks?|wks?|w)\b)(?! ago)/g,
  /胎龄 ?(\d{1,2})(?:\+([0-6]))? ?周/g,
]
/** Weeks of a birth, or of an earlier value in a bracket, are none of now. */
export const OF_BIRTH =
  /\b(?:born|deliver(?:y|ed)|birth|ex|del|lscs|svd|nvd|section|forceps|ventouse|corrected|cga|baby|since|from|after|until|score[ds]?|points)\b[^.;\n]{0,16}$|\([^()]{0,12}$/
/** 孕39周顺产: the weeks of a birth. */
export const ENDED_THEN =
  /^周?[^，。；;\n先拟要计待准择建难可]{0,5}(?:顺产|剖宫产|剖腹产|剖娩|娩|分娩|早产|产一|自然流产|引产|流产)/
const [FIRST, LAST] = [4, 43]

const OF_EVENT =
  /\b(?:o?gtt|scan|bloods?|growth|tests?|booked|booking|review|visit|induction|iol|lscs|section|vaccine|anti-?d|steroids?|from|by|until|till|at|next|repeat)(?: (?:at|on|for|in))? $/
const isOfEvent = (text: string, from: number): boolean =>
  OF_EVENT.test(text.slice(Math.max(0, from - 20), from))

/** `G4P2 at 31+6`, `20+3/40`: a gravida string with weeks behind it, or dated weeks, are a pregnancy of now. */
export function byWeeks(folded: FoldedText, counts: readonly FactOf<'obstetric'>[]): FactOf<'pregnancy'>[] {
  const { text } = folded
  const counted = counts.flatMap(({ start, end }) => {
    const found = weeksBehind(text, foldedAt(folded, end))
    return found ? [{ from: foldedAt(folded, start), to: found.to, weeks: found.weeks }] : []
  })
  const dated = DATED.flatMap((pattern) => [...text.matchAll(pattern)]).flatMap(
    ({ index, 0: surface, 1: weeks, 2: days = 0 }) => {
      const isNow = Number(weeks) >= FIRST && Number(weeks) <= LAST
      const behind = text.slice(index + surface.length, index + surface.length + 10)
      if (!isNow || ENDED_THEN.test(behind) || OF_BIRTH.test(text.slice(Math.max(0, index - 32), index))) {
        return []
      }
      return [{ from: index, to: index + surface.length, weeks: Number(weeks) + Number(days) / 7 }]
    },
  )
  // ANC 32+4. OGTT at 28/40 normal, next scan 34/40: what was or will be done in a week tells less than the week itself.
  const ranked = dated.toSorted(
    (one, other) => Number(isOfEvent(text, one.from)) - Number(isOfEvent(text, other.from)),
  )
  return [...counted, ...ranked.slice(0, counted.length > 0 ? 0 : 1)].map(({ from, to, weeks }) => ({
    kind: 'pregnancy',
    ...originalSpan(folded, from, to),
    value: 'pregnant',
    weeks,
  }))
}

/** How long the menses are late: 停经50天, 停经36+2周, LMP 7 weeks ago. */
const LATE = [
  /停经 ?(\d{1,3})(?:\+([0-6]))? ?(?:余|多)?(天|日|周|个月|月)/,
  /\b(?:lmp|last menstrual period|last period)(?: was| began| started|:)? (\d{1,3})()(?: completed)? ?(days?|weeks?|wks?|\/7|\/52|\/40) ago/,
  /(\d{1,3})()(?: completed)? ?(days?|weeks?|wks?|\/52|\/40) (?:since|from|after|by) (?:her )?(?:lmp|last (?:menstrual )?period)/,
  /\b(\d{1,3})()(?: completed)? ?(days?|weeks?|wks?|\/52|\/40)(?: of)? amenorrh/,
]
const WEEKS_PER = (unit: string): number =>
  /^[天日d]|\/7/.test(unit) ? 1 / 7 : /月/.test(unit) ? 30.4375 / 7 : 1

/** Weeks since the last menses, for a pregnancy that is told without them. */
export function weeksLate({ text }: FoldedText): { from: number; to: number; weeks: number } | null {
  for (const pattern of LATE) {
    const match = pattern.exec(text)
    if (!match) continue
    const weeks = Number(match[1]) * WEEKS_PER(match[3] ?? '') + Number(match[2] || 0) / 7
    if (weeks >= FIRST && weeks <= LAST) {
      return { from: match.index, to: match.index + match[0].length, weeks }
    }
  }
  return null
}

/** What only a pregnancy shows, in a woman whose menses are late. */
const SHOWS =
  /(?<![未无没不])见[^，。；;\n未无]{0,6}(?:胎心|孕囊|胎芽|胚芽)|孕囊 ?(?:大小)?(?:约)?\d|胎心(?:音|率)? ?(?:\d|好|正常|规)|胎动(?:好|正常|可|如常)|\b(?:fetal|foetal) (?:heart|movements?|pole)|\bfh[rt]?\b ?\d/
const ENDED = /(?:清宫|人流|药流|流产|引产)(?:术)?后|(?:胚胎|胎儿)已排出/

/** A pregnancy that no word names: menses late by twenty weeks or more, or late and a heart beats. */
export function byLateMenses(folded: FoldedText): FactOf<'pregnancy'>[] {
  const late = weeksLate(folded)
  if (!late || ENDED.test(folded.text) || !(late.weeks >= 20 || SHOWS.test(folded.text))) return []
  return [
    { kind: 'pregnancy', ...originalSpan(folded, late.from, late.to), value: 'pregnant', weeks: late.weeks },
  ]
}
