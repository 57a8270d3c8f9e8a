import 'server-only'
import { SECTION_IDS, type GenerateRequest, type PriorTurn } from '@/lib/inference/contract'
import { sectionTitle } from '@/lib/inference/engine/render-prompt'
import type { ModelProfile } from '@/lib/inference/engine/manifest'

/** Control words of the Gemma 3 vocabulary as a server's tokeniser reads them in text. */
const CONTROL_WORD =
  /<(?=\/?(?:bos|eos|pad|unk|mask|(?:start|end)_of_(?:turn|image)|image_soft_token|unused\d{1,4})>)/gi
const WORD_JOINER = '\u2060'

/**
 * Text from outside with every control word broken by a word joiner (U+2060): servers of the completions interface
 * read control words in any part of the prompt, so a pasted one could forge a turn.
 */
export function plainText(text: string): string {
  return text.replace(CONTROL_WORD, `<${WORD_JOINER}`)
}

function userTurn(text: string, { startOfTurn, endOfTurn }: ModelProfile['specialTokens']): string {
  return `${startOfTurn}user\n${plainText(text)}${endOfTurn}\n`
}

function modelTurn(turn: PriorTurn, request: GenerateRequest, words: ModelProfile['specialTokens']): string {
  const parts = SECTION_IDS.map(
    (id) => `## ${sectionTitle(id, request.locale)}\n${plainText(turn.answer[id] ?? '')}`,
  )
  return `${words.startOfTurn}model\n${parts.join('\n\n')}${words.endOfTurn}\n`
}

/**
 * Gemma 3's chat layout as text, up to the open model turn. The begin token is left to the server, which adds it. The
 * instructions stand at the head of the first user turn, since Gemma has no system role (Gemma 3 chat template).
 */
export function textPrompt(
  request: GenerateRequest,
  turns: readonly PriorTurn[],
  words: ModelProfile['specialTokens'],
): string {
  const asked = [...turns.map(({ question }) => question), request.question]
  const body = asked.map((question, i) => {
    const turn = turns[i]
    const user = userTurn(i === 0 ? `${request.system}\n\n${question}` : question, words)
    return turn ? user + modelTurn(turn, request, words) : user
  })
  return `${body.join('')}${words.startOfTurn}model\n`
}
