/** What a page of a PDF says at one place; several make a line. */
export interface PageText {
  str: string
}

/** Letters and figures alone: how a passage was put together from lines, columns and hyphens does not tell one place from another. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

/** A passage is looked for in pieces of this many letters: a heading or a note between two of them does not hide the rest. */
const PIECE = 12

/**
 * Which of the texts of a page belong to a passage, by their places. Pieces of the passage are looked for in what the page says as a
 * whole, so that neither its breaks nor its columns matter. Pure, linear in page and passage.
 */
export function findOnPage(texts: readonly PageText[], passage: string): Set<number> {
  const owners: number[] = []
  let page = ''
  texts.forEach(({ str }, i) => {
    const letters = bare(str)
    page += letters
    for (let n = 0; n < letters.length; n += 1) owners.push(i)
  })
  const wanted = bare(passage)
  const found = new Set<number>()
  for (let from = 0; from < wanted.length; from += PIECE) {
    const piece = wanted.slice(from, from + PIECE)
    if (piece.length < PIECE / 2) break
    const at = page.indexOf(piece)
    if (at < 0) continue
    for (let n = at; n < at + piece.length; n += 1) found.add(owners[n] ?? -1)
  }
  found.delete(-1)
  return found
}
