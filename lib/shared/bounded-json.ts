const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPEN = new Set([0x5b, 0x7b])
const CLOSE = new Set([0x5d, 0x7d])

/**
 * Whether a JSON text nests no deeper than `depth` and holds no more than `values` members and items, told without
 * building anything. A parser takes half a second for a megabyte of `[`; this stops at the first one too many. Linear.
 */
export function isBoundedJson(text: string, { depth, values }: { depth: number; values: number }): boolean {
  let level = 0
  let count = 0
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    if (unit === QUOTE) {
      i += 1
      while (i < text.length && text.charCodeAt(i) !== QUOTE) i += text.charCodeAt(i) === BACKSLASH ? 2 : 1
    } else if (OPEN.has(unit)) level += 1
    else if (CLOSE.has(unit)) level -= 1
    else if (unit === COMMA) count += 1
    if (level > depth || count >= values) return false
  }
  return true
}
