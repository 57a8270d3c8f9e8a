/** A pattern that matches whatever one of several does. */
export const anyOf = (patterns: readonly string[], flags = ''): RegExp =>
  new RegExp(patterns.map((one) => `(?:${one})`).join('|'), flags)
