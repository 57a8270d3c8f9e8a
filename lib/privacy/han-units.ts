/** Whether a code unit is a Han character of the basic plane. */
export const isHanUnit = (unit: number): boolean => unit >= 0x3400 && unit <= 0x9fff

/** Whether a text holds any Han character; English notes skip what looks for Chinese names and places. */
export const hasHan = (text: string): boolean => /[\u3400-\u9fff]/.test(text)

/** Whether a code unit is a digit or a small Latin letter, as folded text has them. */
export const isSmallCode = (unit: number): boolean =>
  (unit >= 48 && unit <= 57) || (unit >= 97 && unit <= 122)
