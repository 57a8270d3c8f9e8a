import unitTable from '@/lib/clinical/facts/units.json'
import { numberAt, skipBlanks, type FoundNumber } from '@/lib/clinical/text/number-at'
import { phraseTrie } from '@/lib/clinical/text/phrase-trie'

/** A measured value in folded text: the unit is null where none that is known stands behind the number. */
export interface FoundQuantity {
  value: number
  unit: string | null
  comparator?: '<' | '>'
  to: number
}

const UNITS = phraseTrie(
  Object.entries(unitTable.spellings).flatMap(([unit, spellings]) =>
    spellings.map((spelling) => [spelling, unit] as const),
  ),
)

/** Words and marks that may stand between the name of a measurement and its value. */
const FILLERS = phraseTrie(
  [
    ...[
      ' ',
      ':',
      '=',
      '↑',
      '↓',
      '(',
      '为',
      '是',
      '约',
      '达',
      '高达',
      '低至',
      '升至',
      '降至',
      '升高至',
      '下降至',
      '降低至',
    ],
    ...[
      '最高',
      '最低',
      '测',
      '测得',
      '示',
      '提示',
      '值',
      '水平',
      '结果',
      '浓度',
      '定量',
      '在',
      '仅',
      '复查',
      '波动于',
    ],
    ...['was', 'is', 'of', 'at', 'to', 'level', 'about', 'around', 'approximately', '~', '→', 'rose', 'fell'],
    ...[
      '升高',
      '偏高',
      '增高',
      '降低',
      '偏低',
      '下降',
      'elevated',
      'raised',
      'low',
      'high',
      '最高达',
      '高',
      '低',
    ],
  ].map((filler) => [filler, true] as const),
)
const COMPARATORS: Readonly<Record<string, '<' | '>'>> = {
  '<': '<',
  '>': '>',
  '≤': '<',
  '≥': '>',
  '﹤': '<',
  '﹥': '>',
}
/** How far a value may stand behind its name. */
const GAP = 16

/** Words directly behind a number that make it something other than a bare value: `3天前`, `2次`. */
const NOT_A_VALUE =
  /^ ?(?:天|日|周|个|月|年|小时|分钟|次|岁|片|粒|支|倍|项|例|级|期|型|度房室|days?|weeks?|months?|years?|hours?|times)/

function valueAt(text: string, at: number): FoundNumber | null {
  const number = numberAt(text, at)
  if (!number) return null
  // A range such as 60-89 is not a measured value.
  const range = /^ ?[-~至] ?\d/.test(text.slice(number.to, number.to + 4))
  return range ? null : number
}

/** The unit behind a number, a blank or an arrow allowed between. `g/L` must not be read out of `g/Lx`. */
export function unitAt(text: string, from: number): { unit: string; to: number } | null {
  let at = from
  while (text[at] === ' ' || text[at] === '↑' || text[at] === '↓') at += 1
  const match = UNITS.at(text, at).find(({ to }) => !/^[a-z0-9]/.test(text.slice(to, to + 1)))
  return match ? { unit: match.value, to: match.to } : null
}

/** The quantity that follows a name which ends at `from`: fillers, perhaps `<` or `>`, a number, perhaps a unit. */
export function quantityBehind(text: string, from: number): FoundQuantity | null {
  let at = from
  let comparator: '<' | '>' | undefined
  while (at - from < GAP) {
    const sign = COMPARATORS[text[at] ?? '']
    const filler = FILLERS.at(text, at)[0]
    if (sign) comparator = sign
    else if (!filler) break
    at = sign ? at + 1 : (filler?.to ?? at + 1)
  }
  const number = valueAt(text, at)
  if (!number) return null
  const unit = unitAt(text, number.to)
  if (!unit && NOT_A_VALUE.test(text.slice(number.to, number.to + 8))) return null
  return {
    value: number.value,
    unit: unit?.unit ?? null,
    to: unit?.to ?? number.to,
    ...(comparator ? { comparator } : {}),
  }
}

/** Skips blanks and says whether a further value of the same measurement follows: `5.8→4.2`. */
export function nextInSeries(text: string, from: number): number | null {
  const at = skipBlanks(text, from)
  const mark = ['→', '->', '-->'].find((arrow) => text.startsWith(arrow, at))
  return mark ? at + mark.length : null
}
