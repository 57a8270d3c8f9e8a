import 'server-only'
import type { Token } from 'node-llama-cpp'
import { DelimiterReader, type Delimiters } from '@/lib/inference/engine/read-delimiter'
import { repeatsItself } from '@/lib/inference/engine/repetition'
import { SectionText } from '@/lib/inference/engine/section-text'
import type { PartId } from '@/lib/inference/engine/section-titles'
import type { NextToken } from '@/lib/inference/engine/token-stream'

/** Tokens before the end of a budget from which only whole sentences are shown. */
const CLOSING_TOKENS = 40

/** Tokens a part may have before it must look for its end. */
export const closingAt = (budget: number): number => budget - Math.min(CLOSING_TOKENS, Math.floor(budget / 3))

export type PartEnd = 'finished' | 'budget' | 'repeated' | 'aborted' | 'context_full'

/** Where tokens come from; what the portal writes in between goes into `pending`. */
export interface TokenSource {
  readonly pending: Token[]
  next(): Promise<NextToken>
}

export interface Part {
  id: PartId
  /** False for a thought in the model's own delimiters: no heading ends it. */
  cuts: boolean
  /** Most tokens the model may write. */
  budget: number
  delimiters: Delimiters
  isEnd: (token: Token) => boolean
  /** Text of a token, or '' while a character is unfinished. */
  detokenise: (token: Token) => string
  onText: (text: string) => void
  /** Text of a thought inside a section. */
  onThought: (text: string) => void
  /** Called before each token is sampled, with the number of tokens the part has. */
  onStep?: (written: number) => void
}

/** Lets the model write one part and says why it ended. A token that ends a part is not kept. */
export async function decodePart(source: TokenSource, part: Part): Promise<{ end: PartEnd; tokens: number }> {
  const text = new SectionText(part.id, part.cuts)
  const kind = part.id === 'thought' ? 'thought' : 'section'
  const delimiters = new DelimiterReader(kind, part.delimiters)
  const written: Token[] = []
  const closeAt = closingAt(part.budget)
  const finish = (end: PartEnd): { end: PartEnd; tokens: number } => {
    const rest = text.finish({ cut: end === 'budget' || end === 'context_full' })
    if (rest !== '') part.onText(rest)
    return { end, tokens: written.length }
  }
  for (;;) {
    part.onStep?.(written.length)
    if (written.length >= closeAt) text.close()
    const step = await source.next()
    if ('end' in step) return finish(step.end)
    const { token } = step
    const use = part.isEnd(token) ? 'end' : delimiters.read(token)
    if (use === 'end') {
      source.pending.pop()
      return finish('finished')
    }
    written.push(token)
    if (use === 'thought') part.onThought(part.detokenise(token))
    if (use === 'show') {
      const shown = text.push(part.detokenise(token))
      if (shown !== '') part.onText(shown)
    }
    if (text.ended) {
      source.pending.pop()
      return finish('finished')
    }
    if (repeatsItself(written)) return finish('repeated')
    if (written.length >= part.budget) return finish('budget')
  }
}
