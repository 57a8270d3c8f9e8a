import type { Token } from 'node-llama-cpp'
import { expect, test } from 'vitest'
import { decodePart, type PartEnd, type TokenSource } from './decode-part'
import type { NextToken } from './token-stream'

const EOG = 2
const OPEN = 3
const CLOSE = 4
const WORDS: Record<number, string> = { 10: 'gout ', 11: 'is ', 12: 'pain', 13: '\n## ', 14: 'next' }

/** Gives the tokens one after the other, each pending until it is fed, as the real stream does. */
class Script implements TokenSource {
  readonly pending: Token[] = []
  constructor(private readonly tokens: (number | 'aborted')[]) {}

  next(): Promise<NextToken> {
    const token = this.tokens.shift()
    this.pending.length = 0
    if (token === undefined || token === 'aborted') {
      return Promise.resolve({ end: token === 'aborted' ? 'aborted' : 'context_full' })
    }
    this.pending.push(token as Token)
    return Promise.resolve({ token: token as Token })
  }
}

async function run(id: 'thought' | 'definition', tokens: (number | 'aborted')[], budget = 50) {
  const source = new Script(tokens)
  let text = ''
  let thought = ''
  const result = await decodePart(source, {
    id,
    cuts: true,
    budget,
    delimiters: { ends: [1, EOG], thoughtOpen: OPEN, thoughtClose: CLOSE },
    isEnd: (token) => token === EOG,
    detokenise: (token) => WORDS[token] ?? '?',
    onText: (piece) => (text += piece),
    onThought: (piece) => (thought += piece),
  })
  return { ...result, text, thought, pending: [...source.pending] }
}

test.each<{
  what: string
  id: 'thought' | 'definition'
  tokens: (number | 'aborted')[]
  budget?: number
  end: PartEnd
  text: string
  pending: number[]
}>([
  { what: 'a thought that closes itself', id: 'thought', tokens: [10, 11, 12, CLOSE], end: 'finished', text: 'gout is pain', pending: [] }, // prettier-ignore
  { what: 'a thought over its budget is left open for the portal to close', id: 'thought', tokens: [10, 11, 12, 10], budget: 3, end: 'budget', text: 'gout is…', pending: [12] }, // prettier-ignore
  { what: 'a thought that is never closed', id: 'thought', tokens: [10, 12, EOG], end: 'finished', text: 'gout pain', pending: [] }, // prettier-ignore
  { what: 'a section that ends its turn', id: 'definition', tokens: [12, EOG], end: 'finished', text: 'pain', pending: [] }, // prettier-ignore
  { what: 'a section that goes on to a heading of its own', id: 'definition', tokens: [12, 13, 14], end: 'finished', text: 'pain', pending: [] }, // prettier-ignore
  { what: 'a stop', id: 'definition', tokens: [12, 'aborted'], end: 'aborted', text: 'pain', pending: [] },
  { what: 'a full context', id: 'definition', tokens: [12], end: 'context_full', text: 'pain…', pending: [] },
  { what: 'a loop', id: 'definition', tokens: Array.from({ length: 40 }, () => 12), end: 'repeated', text: 'pain'.repeat(24), pending: [12] }, // prettier-ignore
])('$what', async ({ id, tokens, budget, end, text, pending }) => {
  const result = await run(id, tokens, budget)
  expect({ end: result.end, text: result.text, pending: result.pending }).toEqual({ end, text, pending })
})

test('a thought inside a section is told as thought and never as answer', async () => {
  const { text, thought, tokens } = await run('definition', [12, OPEN, 10, 11, CLOSE, 14, EOG])
  expect({ text, thought, tokens }).toEqual({ text: 'painnext', thought: 'gout is ', tokens: 6 })
})
