const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK = '10x98765432'
/** First two digits of administrative divisions (GB/T 2260). */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
)

/** Whether a day stands in the calendar, between 1850 and 2100. */
export function isCalendarDay(year: number, month: number, day: number): boolean {
  if (year < 1850 || year > 2100) return false
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/**
 * Whether 18 characters, the last perhaps `x`, are a resident identity number (GB 11643-1999): `valid` with the right check
 * digit, `plausible` where only its division and birthday are right, since a mistyped number still names a person.
 */
export function isChineseId(id: string): 'valid' | 'plausible' | 'no' {
  const day = isCalendarDay(Number(id.slice(6, 10)), Number(id.slice(10, 12)), Number(id.slice(12, 14)))
  if (!day || !PROVINCES.has(id.slice(0, 2))) return 'no'
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(id[i]), 0)
  return CHECK[sum % 11] === id[17] ? 'valid' : 'plausible'
}

/** Whether 15 digits have the form of an identity number before 1999: division, birthday with a two-digit year, serial. */
export function isOldChineseId(id: string): boolean {
  const day = isCalendarDay(1900 + Number(id.slice(6, 8)), Number(id.slice(8, 10)), Number(id.slice(10, 12)))
  return PROVINCES.has(id.slice(0, 2)) && day
}

/** Whether digits end with the check digit of payment cards (ISO/IEC 7812-1, Luhn). */
export function isLuhn(digits: string): boolean {
  const sum = digits
    .split('')
    .reverse()
    .reduce((total, digit, i) => {
      const doubled = i % 2 === 1 ? Number(digit) * 2 : Number(digit)
      return total + (doubled > 9 ? doubled - 9 : doubled)
    }, 0)
  return digits.length > 0 && sum % 10 === 0
}
