import type { FactOf } from '@/lib/clinical/contract'
import { labelsAt } from '@/lib/clinical/facts/match-label'
import type { TimedPlace } from '@/lib/clinical/facts/timed-place'
import { onwardValueAt } from '@/lib/clinical/facts/value-onward'
import { areEarlier } from '@/lib/clinical/facts/value-time'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { skipBlanks, type FoundNumber } from '@/lib/clinical/text/number-at'
import { ocrNumberAt } from '@/lib/clinical/text/ocr-number'
import { phraseTrie } from '@/lib/clinical/text/phrase-trie'
import { endsWord } from '@/lib/clinical/text/word-boundary'

const WEIGHT_UNITS = phraseTrie<number>([
  ...['kg', '公斤', '千克', 'kgs', 'kilograms'].map((unit) => [unit, 1] as const),
  ['斤', 0.5],
  ...['lb', 'lbs', 'pounds'].map((unit) => [unit, 0.4536] as const),
  ...['g', '克', 'grams'].map((unit) => [unit, 0.001] as const),
])
const HEIGHT_UNITS = phraseTrie<number>([
  ...['cm', '厘米', '公分'].map((unit) => [unit, 1] as const),
  ...['m', '米'].map((unit) => [unit, 100] as const),
])
/** A loss or gain is no weight; a rise or fall to something is. */
const CHANGE =
  /(?:下降|减轻|减少|增加|增长|增重?|减了|下滑|los[ts]|loss|(?<!a)gain|瘦|胖|轻了|重了|掉了|↓|↑)[^，。；;,\d到至为]{0,4}$/
/** 2.5 kg over, 2 kg above dry: by how much, told behind it. */
const BEYOND =
  /^ ?(?:over|above|below|under|off|heavier|lighter|up|down|more|less|(?:of )?(?:fluid|loss|gain|overload)|超|余|浮动|左右浮动)(?![a-z])/
/** wt goes up >2 kg, down 1.5 kg: by how much, unless it tells to what. */
const CHANGED_BY = /(?:\b(?:up|down|by)|(?<![-=\dg] ?)[<>≥≤]) ?[<>≥≤]? ?$/
const WEIGHT_WORD = /(?:体重|出生体重|bw|weight|weighs|weighing|wt|\bw\b|现)[^，。；;\n\d]{0,8}$/
const HEIGHT_WORD = /(?:身高|身长|height|\bht|\bh|tall)[^，。；;\n\d]{0,6}$/
/** 70kg 165cm, 180 cm, 75 kg: a length beside a weight is that of the body. */
const BEHIND_WEIGHT = /\d ?(?:kg|公斤|千克|lbs?)[ ,，、/;；]{1,3}$/
const BEFORE_WEIGHT = /^(?:[ ,，、/;；]{1,3}| and )\d[\d.]* ?(?:kg|公斤|千克|lbs?)/
/** BW 71.5kg is the weight of a body, BW 3.4kg that of a birth. */
const HEAVIEST_AT_BIRTH = 7
const SHORT_FOR_BIRTH = /\bbw\b[^，。；;\d]{0,8}$/
/** born 29+2 at 1240 g, 体重3010g（出生3180g）: a weight told by the birth alone. */
const BORN = /(?:\bborn\b[^.;,\n]{0,20}|\bbirth[^.;,\n\d]{0,8}|出生[^，。；;\n\d]{0,3})$/
/** A birth weight is of its day, wherever it stands. */
const AT_BIRTH =
  /(?:\bborn\b[^.;,\n]{0,20}|(?:出生(?:体重|时)?|生后|\bbirth ?(?:weight|wt)?|\bbw\b)[^，。；;\d]{0,8})$/
/** What stands in front of an earlier weight: 由52kg增至58kg, 从58.5kg降到54kg, baseline 60 kg. */
const EARLIER =
  /(?:由|从|原|既往|出生体重|出生时|出生|病前|发病前|入院时|平素|from|born at[^.]{0,20}|birth(?: weight| wt)?:?|birthweight|\bbw\b|booking|on (?:arrival|admission|admit)(?! ?(?:[,，;→-]|and\b|then\b|but\b))[^.,\d]{0,24}|usual|previously|(?<!(?:weight|wt|he|she) )was|dry|target|ideal|干|理想|目标|标准|pre-?\w+)[^，。；;\d]{0,8}$/
/** 61 kg against 66 kg, 80 kg <- 84 kg: what a weight is compared with is the one before. */
const COMPARED =
  /\d ?(?:kgs?|lbs?|公斤|千克)? ?(?:[,;(] ?)?(?:<-{1,2}|←|against|versus|vs\.?|compared (?:with|to)|(?:down|up) from|from|was|previously|prev\.?) ?(?:an? |the |about )?$/
/** A weight to be aimed at is none that was measured. */
const AIMED =
  /(?:\b(?:dry|target|ideal|ibw|edw|tdw)\b|干体?重|理想体?重|目标体?重|标准体?重)[^，。；;\d]{0,8}$/
/** 握力12kg, 减至75kg, 目标73kg: a force or an aim is no weight of the body. */
const NO_WEIGHT =
  /(?:\b(?:if|unless|until|once|when)\b[^.,;\n\d]{0,20}(?:under|below|over|above|less than|more than|reach\w*|hits?|drops? to|falls? to|[<>≤≥]) ?$)|(?:握力|拉力|负重|搬|提|抬|举|减重[至到]|减至|目标(?:体重)?[^，。；;\d]{0,4}|grip(?: strength)?|lift\w*|aim\w*|goal|target)[^，。；;,.\n\d]{0,6}$/
const LATER =
  /^ ?(?:\| ?(?=\d[\d.]* ?(?:kg|公斤|千克|g|克) ?(?:\||\n|$))|→|->|>|增至|降至|减至|降到|增到|升至|to )/
/** 8.1 kg at birth; the bracket of `3.9kg (birth 3.4kg)` dates the number in it. */
const IN_PAST = /^ ?\(?(?:in|last|at birth|birth)\b(?![a-z ]{0,14}\d)[a-z ]{0,12}/

const LIGHTEST = 0.3
const HEAVIEST = 400

function unitBehind(folded: FoldedText, number: FoundNumber, units: typeof WEIGHT_UNITS) {
  const from = skipBlanks(folded.text, number.to)
  return (
    units
      .at(folded.text, from)
      .find(({ to }) => endsWord(folded.text, to) || !/[a-z]/.test(folded.text[to] ?? '')) ?? null
  )
}

/** `BW 1890 g, today 1795 g`: the label of the weight in front speaks of the next as well. */
const OF_THE_LAST =
  /(?:体重|weight|\bwt|\bbw\b|\bborn\b|\bbirth|出生)[^。；;\n]{0,20}\d[\d.]* ?(?:kg|g|公斤|千克|克)[^。；;\n\d]{0,6}(?:today|now|currently|yesterday|今日?|现|目前|昨日?)[^。；;\n\d]{0,4}$/

/** Wt 16.8 (16.2 last month) Ht 102, BMI: a weight or height right behind its name, in front of a stop or the next name. */
const BARE_WEIGHT = /(?:^|[^a-z])(?:wt|weight|body weight|体重)[ :：]{0,2}(?:(?:today|now|is|was) )?$/
const BARE_HEIGHT = /(?:^|[^a-z])(?:ht|height|身高)[ :：]{0,2}(?:(?:is|was) )?$/
const ENDS_BARE =
  /^ ?(?:[,.，。；;|\n](?!\d)|[(（]|$|(?:bmi|ht|height|wt|weight|bp|t|temp|hr|p|rr|bsa)\b|(?:身高|体重|血压|体温))/
const [LIGHT, HEAVY, SHORT, TALL] = [1.5, 150, 45, 210]
const POUNDS = /\d ?(?:lbs?|℉|°f|f)\b/
const isBare = (
  { text }: FoldedText,
  { from, to, value }: FoundNumber,
  [name, low, high]: readonly [RegExp, number, number],
): boolean =>
  value >= low &&
  value <= high &&
  name.test(text.slice(Math.max(0, from - 20), from)) &&
  ENDS_BARE.test(text.slice(to, to + 10)) &&
  !POUNDS.test(text)

function weightAt(folded: FoldedText, number: FoundNumber): FactOf<'weight'> | null {
  const { text } = folded
  const before = text.slice(Math.max(0, number.from - 80), number.from)
  const named =
    WEIGHT_WORD.test(before) || OF_THE_LAST.test(before) || COMPARED.test(before) || BORN.test(before)
  const unit = unitBehind(folded, number, WEIGHT_UNITS)
  if (
    text[unit?.to ?? number.to] === '/' ||
    text[number.from - 1] === '/' ||
    /^ ?\/ ?m/.test(text.slice(unit?.to ?? 0))
  ) {
    return null
  }
  const series = !unit && named && LATER.test(text.slice(number.to, number.to + 4))
  if (!unit && !series && !isBare(folded, number, [BARE_WEIGHT, LIGHT, HEAVY])) return null
  const factor = unit?.value ?? 1
  if (factor < 0.01 && !(named && number.value >= 300)) return null
  const kilograms = Number((number.value * factor).toPrecision(6))
  if (
    kilograms < LIGHTEST ||
    kilograms > HEAVIEST ||
    CHANGE.test(before.slice(-10)) ||
    CHANGED_BY.test(before.slice(-10)) ||
    NO_WEIGHT.test(before.slice(-32)) ||
    AIMED.test(before.slice(-20)) ||
    BEYOND.test(text.slice(unit?.to ?? number.to, (unit?.to ?? number.to) + 12))
  ) {
    return null
  }
  const to = unit?.to ?? number.to
  const ofBody = kilograms > HEAVIEST_AT_BIRTH && SHORT_FOR_BIRTH.test(before)
  const earlier =
    (!ofBody && EARLIER.test(before)) ||
    COMPARED.test(before) ||
    LATER.test(text.slice(to, to + 14)) ||
    IN_PAST.test(text.slice(to, to + 26))
  return {
    kind: 'weight',
    ...originalSpan(folded, number.from, to),
    kilograms,
    ...(earlier ? { status: 'history' as const } : {}),
  }
}

/** Whether a weight is told to be that of the birth. */
function isAtBirth(text: string, { from, fact }: { from: number; fact: FactOf<'weight'> }): boolean {
  const before = text.slice(Math.max(0, from - 28), from)
  return AT_BIRTH.test(before) && !(fact.kilograms > HEAVIEST_AT_BIRTH && SHORT_FOR_BIRTH.test(before))
}

/** A further weight that stands without its unit, told by its time alone. */
function nextWeight(folded: FoldedText, { at, kilograms }: { at: number; kilograms: number }) {
  const { text } = folded
  const fits = (place: number) => {
    const number = ocrNumberAt(text, place)
    if (
      !number ||
      unitBehind(folded, number, WEIGHT_UNITS) ||
      !/^ ?(?:[,，.。;；)）\n]|$|now|today|at|on|last|in)/.test(text.slice(number.to))
    ) {
      return null
    }
    const ratio = number.value / kilograms
    return ratio > 0.6 && ratio < 1.7 && ratio !== 1 ? number : null
  }
  const to = skipBlanks(text, at)
  const end = WEIGHT_UNITS.at(text, to).find((one) => endsWord(text, one.to))?.to ?? at
  const from = onwardValueAt(text, end, { stops: (place) => labelsAt(folded, place).length > 0, fits })
  const number = from === null ? null : fits(from)
  if (from === null || !number) return null
  const fact: FactOf<'weight'> = {
    kind: 'weight',
    ...originalSpan(folded, number.from, number.to),
    kilograms: number.value,
  }
  return { fact, from, to: number.to }
}

function heightAt(folded: FoldedText, number: FoundNumber): FactOf<'height'> | null {
  const { text } = folded
  const unit = unitBehind(folded, number, HEIGHT_UNITS)
  const bare = !unit && isBare(folded, number, [BARE_HEIGHT, SHORT, TALL])
  if (bare) {
    return { kind: 'height', ...originalSpan(folded, number.from, number.to), centimetres: number.value }
  }
  if (!unit) return null
  const named = HEIGHT_WORD.test(text.slice(Math.max(0, number.from - 10), number.from))
  const besides =
    BEHIND_WEIGHT.test(text.slice(Math.max(0, number.from - 12), number.from)) ||
    BEFORE_WEIGHT.test(text.slice(unit.to, unit.to + 12))
  const tall = /^ ?(?:tall|in height)\b/.test(text.slice(unit.to, unit.to + 12))
  if (!named && !tall && !(besides && number.value >= 100)) return null
  const centimetres = Number((number.value * unit.value).toPrecision(6))
  if (centimetres < 25 || centimetres > 250) return null
  return { kind: 'height', ...originalSpan(folded, number.from, unit.to), centimetres }
}

/** Weight and height. A birth weight is the weight where the text gives no other. */
export function readBody(folded: FoldedText, edges: Uint8Array): (FactOf<'weight'> | FactOf<'height'>)[] {
  const { text } = folded
  const facts: (FactOf<'weight'> | FactOf<'height'>)[] = []
  const weights: { fact: FactOf<'weight'>; from: number; to: number }[] = []
  for (let i = 0; i < text.length;) {
    const number = /\d/.test(text[i] ?? '') && !/[\d.]/.test(text[i - 1] ?? '') ? ocrNumberAt(text, i) : null
    const fact = number && (weightAt(folded, number) ?? heightAt(folded, number))
    if (fact) facts.push(fact)
    if (number && fact?.kind === 'weight') {
      const to = unitBehind(folded, number, WEIGHT_UNITS)?.to ?? number.to
      weights.push({ fact, from: number.from, to })
    }
    i = number?.to ?? i + 1
    // BW 3.2 kg, today 2.98; weight 102 kg, previously 117: the label and unit of the last speak of the next as well.
    const next = fact?.kind === 'weight' ? nextWeight(folded, { at: i, kilograms: fact.kilograms }) : null
    if (next) {
      facts.push(next.fact)
      weights.push(next)
      i = next.to
    }
  }
  const places: (TimedPlace & { fact: FactOf<'weight'> })[] = weights.map(({ fact, from, to }) => ({
    from,
    to,
    fact,
    key: 'weight',
    outdated: 'cue',
    value: fact.kilograms,
    ...(fact.status === 'history' ? { passed: true } : {}),
    unreal: isAtBirth(text, { from, fact }) || AIMED.test(text.slice(Math.max(0, from - 20), from)),
  }))
  for (const [i, earlier] of areEarlier(text, edges, places).entries()) {
    const place = places[i]
    const grown = place && isAtBirth(text, place) && places.some((one) => !isAtBirth(text, one))
    if ((earlier || grown) && place) place.fact.status = 'history'
  }
  const now = facts.some((fact) => fact.kind === 'weight' && !fact.status)
  const only = weights.length === 1 ? weights[0] : undefined
  if (only && !now && AT_BIRTH.test(text.slice(Math.max(0, only.from - 20), only.from))) {
    delete only.fact.status
  }
  return facts
}
