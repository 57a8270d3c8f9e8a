const SHORTEST = 4

/** Plural endings, the most special first; `$1` keeps what stands before the ending. */
const PLURALS: readonly [RegExp, string][] = [
  [/ies$/, 'y'],
  [/(ss|sh|ch|x|z)es$/, '$1'],
  [/([^sui])s$/, '$1'],
]
/** Verb endings; a stem keeps a vowel and three letters. */
const VERB = /^(.*[aeiouy].*?[^e])(?:ing|ed)$/
const SHORTEST_STEM = 3
const DOUBLED = /([bdgmnprt])\1$/

/** `dosing`, `dosed`, `dose` → `dos`: a stem is no word, but the same for all of them. */
function withoutVerbEnding(word: string): string {
  const stem = VERB.exec(word)?.[1]
  const bare = stem !== undefined && stem.length >= SHORTEST_STEM ? stem.replace(DOUBLED, '$1') : word
  return bare.length >= SHORTEST ? bare.replace(/e$/, '') : bare
}

/** British spellings by their American ones: both sides of a search are folded alike. */
const SPELLINGS: readonly [RegExp, string][] = [
  [/ae|oe/g, 'e'],
  [/our\b/g, 'or'],
  [/is(ation|ed|ing|e)\b/g, 'iz$1'],
]

const replaceFirst = (word: string, rules: readonly [RegExp, string][]): string => {
  const rule = rules.find(([ending]) => ending.test(word))
  return rule ? word.replace(rule[0], rule[1]) : word
}

/** A British spelling as America writes it; other words stay as they are. */
export const americanSpelling = (word: string): string =>
  SPELLINGS.reduce((now, [from, to]) => now.replace(from, to), word)

/** A folded Latin word without its plural or verb ending, in one spelling. Names with digits (`t4a`, `hba1c`) and short words stay whole. */
export function stemWord(word: string): string {
  if (word.length < SHORTEST || /\d/.test(word)) return word
  return withoutVerbEnding(americanSpelling(replaceFirst(word, PLURALS)))
}
