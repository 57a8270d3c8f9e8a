import 'server-only'

/** Longest line of a stream that is taken: a completion piece is a few hundred bytes. */
const MAX_LINE = 1024 * 1024

/** The lines of a text that arrives in pieces, without their ends. Throws an Error when one is longer than 1 MiB. */
async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = ''
  for await (const piece of pieces) {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/)
    rest = lines.pop() ?? ''
    if (rest.length > MAX_LINE) throw new Error('a line of the stream is too long')
    yield* lines
  }
}

/**
 * The data of each server-sent event in a stream of text, in order (WHATWG HTML, server-sent events; only `data`
 * fields are read). Throws an Error when a line is longer than 1 MiB.
 */
export async function* eventData(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let data: string[] = []
  for await (const line of linesOf(pieces)) {
    if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''))
    if (line !== '') continue
    if (data.length > 0) yield data.join('\n')
    data = []
  }
}
