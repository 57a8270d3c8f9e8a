/** The alternatives of a pattern, the longest first: none is found inside a longer one. */
export const alternatives = (words: readonly string[]): string =>
  words.toSorted((a, b) => b.length - a.length).join('|')

/** A group of the words of a list that blanks part. */
export const oneOf = (list: string): string => `(?:${alternatives(list.split(' '))})`
