import { VITAL_ROWS, type VitalRow } from '@/lib/clinical/facts/labels'
import { quantityAt, type FoundQuantity } from '@/lib/clinical/facts/read-quantity'

/** 室温26度: the warmth of a place is not the patient's. */
const OF_ROOM = /(?:[气水室箱毯]|环境|培养)温度?[约达为:]?$/

/** 直腿抬高35度, 床头抬高40度, 屈曲36度阳性: an angle. */
const OF_ANGLE =
  /(?:抬高|抬|屈曲?|伸直?|外展|内收|内旋|外旋|旋[转前后]|侧[屈弯]|活动度?|活动范围|角度?|倾斜|头高|床头|仰起|翻身|cobb|slr)[^，。；;\n\d]{0,6}$/
const IS_ANGLE = /^(?:角|位(?!置)|阳性|阴性|屈曲|侧卧|半卧)/
/** 38度6, 37度2: as people say it. */
const SPOKEN = /^(3[4-9]|4[0-2])度([0-9])(?![\d.])/
const spokenValue = ([all, degrees, tenths]: RegExpExecArray, at: number): FoundQuantity => ({
  value: Number(`${degrees}.${tenths}`),
  decimal: true,
  unit: '℃',
  to: at + all.length,
})

/** 99.2F, 101.2 °F: a decimal with its letter, which no age has. */
const isFahrenheit = (text: string, { at, value }: { at: number; value: FoundQuantity }): boolean =>
  value.decimal &&
  value.value > 93 &&
  value.value < 109 &&
  (value.unit === '℉' || /^ ?°?f(?![a-z])/.test(text.slice(value.to, value.to + 4))) &&
  /^\d{2,3}\.\d/.test(text.slice(at, value.to))

/** Spiked to 39.1, spike of 38.6: what spikes to a number of this size is a temperature. */
const SPIKED = /\bspik(?:ed?|es|ing)(?: (?:again|up|a|temp))*(?: to| of| at)? $/
const isSpike = (text: string, at: number, { value, unit, decimal }: FoundQuantity): boolean =>
  unit === null &&
  decimal &&
  value >= 37.5 &&
  value <= 42 &&
  SPIKED.test(text.slice(Math.max(0, at - 24), at))

/** A temperature that stands without its name, known by its unit; null where none does. */
export function bareTemperatureAt(
  text: string,
  at: number,
  opens: (at: number) => boolean,
): { row: VitalRow; value: FoundQuantity } | null {
  const before = text[at - 1] ?? ''
  if (!/\d/.test(text[at] ?? '') || /[\d.~×-]/.test(before)) return null
  const spoken = SPOKEN.exec(text.slice(at, at + 6))
  const value = spoken ? spokenValue(spoken, at) : quantityAt(text, at, { opens })
  const row = VITAL_ROWS.get('temperature')
  if (row && value && isFahrenheit(text, { at, value })) return { row, value: { ...value, unit: '℉' } }
  if (row && value && isSpike(text, at, value)) return { row, value }
  if (!row || value?.unit !== '℃' || value.value < 34 || value.value > 43) return null
  const named = /[℃°度]/.test(text.slice(at, value.to))
  const angle =
    OF_ANGLE.test(text.slice(Math.max(0, at - 14), at)) || IS_ANGLE.test(text.slice(value.to, value.to + 3))
  return named && !angle && !OF_ROOM.test(text.slice(Math.max(0, at - 5), at)) ? { row, value } : null
}
