/** Ends of sentences: Chinese ones with the quotes and brackets behind them, or Latin ones before a blank. */
const END = /[。！？；…]+[”’」』）)】]*|[.!?]{1,10}["'”’)\]]{0,5}(?= )|\n/g
/** What ends in a full stop without ending a sentence. */
const ABBREVIATED =
  /(?:^|[\s(（])(?:e\.g|i\.e|etc|vs|cf|approx|fig|figs|tab|ref|refs|no|nos|vol|pp|p|ed|eds|al|dr|mr|mrs|ms|prof|st|sect|ca|resp|incl|max|min|inj|tabs?|caps?|[a-z])$/i
const LONGEST_ABBREVIATION = 10
const OPENS = /^ +["'“‘(（[]?[\p{Lu}\p{N}\p{Script=Han}]/u

/** Whether the full stop at `at` ends a sentence: not behind an abbreviation or an initial, and before what can begin one. */
function endsSentence(text: string, at: number, to: number): boolean {
  if (text[at] !== '.') return true
  if (ABBREVIATED.test(text.slice(Math.max(0, at - LONGEST_ABBREVIATION), at))) return false
  return OPENS.test(text.slice(to, to + 4))
}

/** A text in sentences, which together are the text again but for blanks at their ends. Linear in its length. */
export function splitSentences(text: string): string[] {
  const sentences: string[] = []
  let from = 0
  for (const { 0: mark, index } of text.matchAll(END)) {
    const to = index + mark.length
    if (!endsSentence(text, index, to)) continue
    sentences.push(text.slice(from, to).trim())
    from = to
  }
  sentences.push(text.slice(from).trim())
  return sentences.filter((sentence) => sentence !== '')
}
