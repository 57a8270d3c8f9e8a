import { unitAt } from '@/lib/clinical/facts/read-quantity'
import { numberAt, skipBlanks } from '@/lib/clinical/text/number-at'
import { ocrNumberAt } from '@/lib/clinical/text/ocr-number'

const isDigit = (unit: string | undefined) => unit !== undefined && unit >= '0' && unit <= '9'

/** 120/70 90/50: two pressures of a row, not a number that a scanner has cut. */
const NEXT_PRESSURE = /^\d{2,3} \d{2,3}\/\d{2}/

/** `165/95`, `165/95mmHg`, `21/13kPa` that begins at `at`. */
export function pressureAt(text: string, at: number, opens?: (at: number) => boolean) {
  const systolic = ocrNumberAt(text, at)
  if (!systolic) return null
  const early = unitAt(text, systolic.to, opens)
  const slash = skipBlanks(text, early?.unit === 'mmHg' ? early.to : systolic.to)
  const second = skipBlanks(text, slash + 1)
  const readNumber = NEXT_PRESSURE.test(text.slice(second, second + 12)) ? numberAt : ocrNumberAt
  const diastolic = text[slash] === '/' || text[slash] === '\\' ? readNumber(text, second) : null
  if (!diastolic || isDigit(text[diastolic.to]) || text[diastolic.to] === '/') return null
  const unit = unitAt(text, diastolic.to, opens)
  return {
    systolic: systolic.value,
    diastolic: diastolic.value,
    unit: unit?.unit ?? null,
    to: unit?.to ?? diastolic.to,
  }
}
