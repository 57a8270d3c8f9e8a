import { unitAt } from '@/lib/clinical/facts/read-quantity'
import { skipBlanks } from '@/lib/clinical/text/number-at'
import { ocrNumberAt } from '@/lib/clinical/text/ocr-number'

const isDigit = (unit: string | undefined) => unit !== undefined && unit >= '0' && unit <= '9'

/** `165/95`, `165/95mmHg`, `21/13kPa` that begins at `at`. */
export function pressureAt(text: string, at: number, opens?: (at: number) => boolean) {
  const systolic = ocrNumberAt(text, at)
  if (!systolic) return null
  const early = unitAt(text, systolic.to, opens)
  const slash = skipBlanks(text, early?.unit === 'mmHg' ? early.to : systolic.to)
  const diastolic =
    text[slash] === '/' || text[slash] === '\\' ? ocrNumberAt(text, skipBlanks(text, slash + 1)) : null
  if (!diastolic || isDigit(text[diastolic.to]) || text[diastolic.to] === '/') return null
  const unit = unitAt(text, diastolic.to, opens)
  return {
    systolic: systolic.value,
    diastolic: diastolic.value,
    unit: unit?.unit ?? null,
    to: unit?.to ?? diastolic.to,
  }
}
