import 'server-only'
import {
  SECTION_IDS,
  type ExtractRequest,
  type GenerateRequest,
  type PriorTurn,
} from '@/lib/inference/contract'
import type { PromptFormat } from '@/lib/inference/engine/prompt/prompt-format'
import { sectionTitle } from '@/lib/inference/engine/section-titles'

const WORD_JOINER = '\u2060'

/**
 * Text from outside with every control word of the format broken by a word joiner (U+2060): servers of the completions
 * interface read control words in any part of the prompt, so a pasted one could forge a turn.
 */
export function plainText(text: string, { wordStart }: PromptFormat): string {
  return text.replace(wordStart, `<${WORD_JOINER}`)
}

const framed = ({ open, close }: PromptFormat['user'], text: string): string =>
  [...open, text, ...close].join('')

function modelTurn(
  turn: PriorTurn<string>,
  { locale }: GenerateRequest<string>,
  format: PromptFormat,
): string {
  const parts = SECTION_IDS.map(
    (id) => `## ${sectionTitle(id, locale)}\n${plainText(turn.answer[id] ?? '', format)}`,
  )
  return framed(format.model, parts.join('\n\n'))
}

/** Instructions and first question: a system turn and a user turn, or one user turn where the format has no system role. */
function opening(system: string, question: string, format: PromptFormat): string {
  const text = plainText(question, format)
  if (format.system) return framed(format.system, system) + framed(format.user, text)
  return framed(format.user, `${system}\n\n${text}`)
}

/** A conversation as text, up to the open model turn. The begin token is left to the server, which adds it. */
export function textPrompt(
  request: GenerateRequest<string>,
  turns: readonly PriorTurn<string>[],
  format: PromptFormat,
): string {
  const asked = [...turns.map(({ question }) => question), request.question]
  const body = asked.map((question, i) => {
    const turn = turns[i]
    const user =
      i === 0 ? opening(request.system, question, format) : framed(format.user, plainText(question, format))
    return turn ? user + modelTurn(turn, request, format) : user
  })
  return [...body, ...format.model.open].join('')
}

/** Instruction and text of an extraction, the answer open. */
export function extractionPrompt(
  { instruction, text }: Pick<ExtractRequest<string>, 'instruction' | 'text'>,
  format: PromptFormat,
): string {
  return [opening(instruction, text, format), ...format.model.open].join('')
}

/** The words at which a server stops: those that begin or end a turn, and the delimiters of a thought. */
export function stopWords({ ends, thought }: PromptFormat): string[] {
  return [...ends, thought.open, thought.close]
}
