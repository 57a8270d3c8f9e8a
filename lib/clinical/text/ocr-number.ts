import { numberAt, type FoundNumber } from '@/lib/clinical/text/number-at'

/** Letters that text recognition takes for digits, in folded text. */
const AS_DIGIT = (letters: string): string => letters.replace(/o/g, '0').replace(/[li|]/g, '1')
/** A run of digits and such letters with a digit among them; an `o` or `l` at its end only where no word goes on. */
const WHOLE = /(?=[oli|]{0,3}\d)[\doli|]{1,6}/y
/** The mark of a decimal as wards and scanners write it: `5.8`, `5. 8`, `5 .8`, `5·8`, `36。5`, and the digits behind it. */
const FRACTION = / ?[.·。](\d[\dol]{0,3})(?![\d.]| ?[岁年月床])/y
/** Behind a blank one or two digits that a unit or the end of the clause follows: `HR 130. 2300` and `K 5. 8 hours later` are two sentences. */
const FRACTION_APART =
  / ?[.·。] (\d[\dol]?)(?! ?[a-z\u4e00-\u9fff:.\d]| ?\/\d)|(?: ?[.·。]) (\d[\dol]?)(?= ?(?:mmol|[mnμuk]?g\b|[mnμuk]?g\/|[mnμu]?mol|[mku]?iu?\/|g\/|mmhg|bpm|cm|kpa|c\b|f\b|次|单位))/y
/** Blanks inside a number: one or two digits at a time, with a unit or `/` right behind the last. */
const SPACED =
  /[\doli|]{1,2}(?: (?!o2\b|l \d\d)[\doli]{1,2}){0,2} (?!o2\b|o\/n|[li](?![\doli]))[\doli]{1,2}(?= ?(?:次|\/(?!\d{1,2}\/\d)|mmo|[uμ]mo|mmhg|bpm|[gu]\/|mg\/|[x×*] ?1|%(?! ?(?:ra|r\/a|on|room|air|o2|l)\b)|℃|kg))/y
/** 1 250pg/ml: a thousand parted by a blank, its unit behind it. */
const THOUSANDS =
  /[1-9] \d{3}(?= ?(?:[mnμuk]?i?u\/|[pnμum]?g\/|[mnμup]?mol|拷贝|copies|kcal))|[1-9]\d{1,2} \d{3}(?=(?:[mnμuk]?i?u\/|[pnμum]?g\/|[mnμup]?mol))/y
const LETTER = /[a-z]/

function runAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** Where the letters at the end of a run begin the next word (`12l/min` is 12 litres), the run ends before them. */
function trimmed(run: string, next: string): string {
  const tail = /[oli|]+$/.exec(run)?.[0] ?? ''
  if (tail === '' || (/^o+$/.test(tail) && !LETTER.test(next))) return run
  return run.slice(0, run.length - tail.length)
}

/**
 * The number that begins at `from` of folded text where a value is expected: also `1O5`, `l2.3`, `5 .8`, `36。5` and `1 0 4 umol/L`.
 * Null where no digit stands.
 */
export function ocrNumberAt(text: string, from: number): FoundNumber | null {
  const plain = numberAt(text, from)
  const spaced = runAt(SPACED, text, from)
  if (spaced && /\d/.test(spaced[0])) {
    const value = Number(AS_DIGIT(spaced[0].replace(/ /g, '')))
    return { value, from, to: from + spaced[0].length }
  }
  const thousands = /\d ?$/.test(text.slice(Math.max(0, from - 2), from))
    ? null
    : runAt(THOUSANDS, text, from)
  if (thousands) {
    return { value: Number(thousands[0].replace(' ', '')), from, to: from + thousands[0].length }
  }
  const whole = runAt(WHOLE, text, from)
  if (!whole || (plain && !Number.isInteger(plain.value))) return plain
  const run = trimmed(whole[0], text[from + whole[0].length] ?? '')
  if (!/\d/.test(run)) return plain
  const behind = from + run.length
  const fraction = runAt(FRACTION, text, behind) ?? runAt(FRACTION_APART, text, behind)
  const digits = fraction?.[1] ?? fraction?.[2] ?? ''
  const part = fraction ? trimmed(digits, text[from + run.length + fraction[0].length] ?? '') : ''
  const cut = fraction && part !== '' ? digits.length - part.length : 0
  const to = from + run.length + (fraction && part !== '' ? fraction[0].length - cut : 0)
  if (plain && to <= plain.to) return plain
  const value = Number(AS_DIGIT(part === '' ? run : `${run}.${part}`))
  return Number.isNaN(value) ? plain : { value, from, to }
}
