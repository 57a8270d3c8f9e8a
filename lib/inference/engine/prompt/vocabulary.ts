import 'server-only'
import type { GgufFileInfo, LlamaModel, Token } from 'node-llama-cpp'

/** Types of tokens in a GGUF vocabulary (llama.cpp, `llama_token_type`): control and user-defined. */
const SPECIAL: readonly number[] = [3, 4]

/** Tokens of type control or user-defined by their word. */
export type SpecialTokens = ReadonlyMap<string, Token>

/** What the portal needs to know of a model's vocabulary. */
export interface Vocabulary {
  special: SpecialTokens
  /** Number of tokens; ids are smaller. */
  size: number
  bos: Token | null
  /** Whether the file asks for the begin token before a prompt. */
  beginsByItself: boolean
  /** Tokens of a text in which control words mean nothing. */
  tokenize(text: string): Token[]
}

type Ggml = Pick<GgufFileInfo['metadata']['tokenizer']['ggml'], 'tokens' | 'token_type'>

/** The control words of a GGUF file, from its metadata alone. */
export function specialTokens({ tokens, token_type: types }: Ggml): SpecialTokens {
  const special = new Map<string, Token>()
  types.forEach((type, id) => {
    if (SPECIAL.includes(type)) special.set(tokens[id] ?? '', id as Token)
  })
  return special
}

export function vocabularyOf(model: LlamaModel): Vocabulary {
  const { ggml } = model.fileInfo.metadata.tokenizer
  return {
    special: specialTokens(ggml),
    size: ggml.tokens.length,
    bos: model.tokens.bos,
    beginsByItself: model.tokens.shouldPrependBosToken,
    tokenize: (text) => model.tokenize(text, false),
  }
}
