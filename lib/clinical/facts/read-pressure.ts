import { unitAt } from '@/lib/clinical/facts/read-quantity'
import { numberAt, skipBlanks } from '@/lib/clinical/text/number-at'
import { ocrNumberAt } from '@/lib/clinical/text/ocr-number'

const isDigit = (unit: string | undefined) => unit !== undefined && unit >= '0' && unit <= '9'

/** 120/70 90/50: two pressures of a row, not a number that a scanner has cut. */
const NEXT_PRESSURE = /^\d{2,3} \d{2,3}\/\d{2}/

/** The number and the stroke before a place: what follows is the rest of something, not a pressure. */
const REST = /\d ?[/\\] ?$/
/** blood pressure 138 over 84: as it is dictated. */
const OVER = /^ over (?=\d{2,3}\b)/
/** The third number of 120/80/97. */
const THIRD = /^ ?[/\\] ?\d{2,3}(?![\d./\\])/

/**
 * `165/95`, `165/95mmHg`, `21/13kPa` that begins at `at`. Of three numbers between strokes nobody can tell which two are the
 * pressure: the first two are `doubtful`.
 */
export function pressureAt(text: string, at: number, opens?: (at: number) => boolean) {
  const systolic = REST.test(text.slice(Math.max(0, at - 3), at)) ? null : ocrNumberAt(text, at)
  if (!systolic) return null
  const early = unitAt(text, systolic.to, opens)
  const over = OVER.exec(text.slice(systolic.to, systolic.to + 10))
  const slash = over
    ? systolic.to + over[0].length - 1
    : skipBlanks(text, early?.unit === 'mmHg' ? early.to : systolic.to)
  const second = skipBlanks(text, slash + 1)
  const readNumber = NEXT_PRESSURE.test(text.slice(second, second + 12)) ? numberAt : ocrNumberAt
  const diastolic = over || text[slash] === '/' || text[slash] === '\\' ? readNumber(text, second) : null
  if (!diastolic || isDigit(text[diastolic.to])) return null
  const likely = systolic.value > diastolic.value && systolic.value <= 300 && diastolic.value >= 20
  const third = likely ? THIRD.exec(text.slice(diastolic.to, diastolic.to + 7)) : null
  if (!third && text[diastolic.to] === '/') return null
  const to = diastolic.to + (third?.[0].length ?? 0)
  const unit = unitAt(text, to, opens)
  return {
    systolic: systolic.value,
    diastolic: diastolic.value,
    unit: unit?.unit ?? null,
    to: unit?.to ?? to,
    ...(third ? { doubtful: true as const } : {}),
  }
}
