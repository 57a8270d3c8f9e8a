const HAN = /[\u3400-\u9fff]/
const LATIN = /[a-zA-Z]/
/** Letters of a token at the least, in words of medicine. */
const LETTERS = 3

/**
 * Tokens of a text at the most: one for each Han character, digit and mark, one for three letters. Gemma's vocabulary needs fewer, so
 * a bound that holds for this holds for the model.
 */
export function estimateTokens(text: string): number {
  let tokens = 0
  let letters = 0
  for (const unit of text) {
    if (LATIN.test(unit)) {
      letters += 1
      continue
    }
    tokens += Math.ceil(letters / LETTERS)
    letters = 0
    if (HAN.test(unit) || unit !== ' ') tokens += 1
  }
  return tokens + Math.ceil(letters / LETTERS)
}
