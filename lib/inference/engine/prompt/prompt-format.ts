import type { PromptFormatId } from '@/lib/inference/engine/catalogue'

/** What stands before and behind the text of a turn. A string that is one of the format's words is a control token. */
interface Frame {
  open: readonly string[]
  close: readonly string[]
}

/** How one family of models wants a conversation to be written. Sources: the chat templates the publishers ship. */
export interface PromptFormat {
  id: PromptFormatId
  /** Control words; each must be one control token of the vocabulary, and the file's chat template must use it. */
  words: readonly string[]
  /** Words that end the model's turn when the model writes them. */
  ends: readonly string[]
  /** True where a prompt begins with the vocabulary's begin token whatever the file says. */
  begins: boolean
  /** Null where the format has no system role: instructions then stand at the head of the first user turn. */
  system: Frame | null
  user: Frame
  model: Frame
  thought: { open: string; lead: string; close: string }
  /** A `<` in text from outside that begins a control word of this family, for servers that read such words in text. */
  wordStart: RegExp
  /** Most tokens of a character, in the mean of clinical text, where no tokeniser can be asked. */
  tokensPerCharacter: { latin: number; other: number }
}

const THINK = { open: '<think>', lead: '\n', close: '</think>' }
/** Words such as `<|im_end|>`, `<｜User｜>`, `<think>`, `</tool_call>`. */
const PIPED = /<(?=[|｜][^<>|｜\s]{1,40}[|｜]>|\/?(?:think|tool_call|tool_response)>)/gi

/** Gemma 3 chat template (Google, 2025); thought delimiters of MedGemma 1.5 (model card, 2026). */
const gemma3: PromptFormat = {
  id: 'gemma3',
  words: ['<start_of_turn>', '<end_of_turn>'],
  ends: ['<start_of_turn>', '<end_of_turn>'],
  begins: true,
  system: null,
  user: { open: ['<start_of_turn>', 'user\n'], close: ['<end_of_turn>', '\n'] },
  model: { open: ['<start_of_turn>', 'model\n'], close: ['<end_of_turn>', '\n'] },
  thought: { open: '<unused94>', lead: 'thought\n', close: '<unused95>' },
  wordStart:
    /<(?=\/?(?:bos|eos|pad|unk|mask|(?:start|end)_of_(?:turn|image)|image_soft_token|unused\d{1,4})>)/gi,
  tokensPerCharacter: { latin: 0.5, other: 1 },
}

/** ChatML as in Qwen2.5 and Qwen3 (Alibaba, 2024–2025), Baichuan-M2, HuatuoGPT-o1. */
const chatml: PromptFormat = {
  id: 'chatml',
  words: ['<|im_start|>', '<|im_end|>'],
  ends: ['<|im_start|>', '<|im_end|>'],
  begins: false,
  system: { open: ['<|im_start|>', 'system\n'], close: ['<|im_end|>', '\n'] },
  user: { open: ['<|im_start|>', 'user\n'], close: ['<|im_end|>', '\n'] },
  model: { open: ['<|im_start|>', 'assistant\n'], close: ['<|im_end|>', '\n'] },
  thought: THINK,
  wordStart: PIPED,
  tokensPerCharacter: { latin: 0.5, other: 1.5 },
}

/** DeepSeek-R1 and its distilled models (DeepSeek, 2025): the instructions follow the begin token as they are. */
const deepseek: PromptFormat = {
  id: 'deepseek',
  words: ['<｜User｜>', '<｜Assistant｜>', '<｜end▁of▁sentence｜>'],
  ends: ['<｜User｜>', '<｜Assistant｜>', '<｜end▁of▁sentence｜>'],
  begins: true,
  system: { open: [], close: [] },
  user: { open: ['<｜User｜>'], close: [] },
  model: { open: ['<｜Assistant｜>'], close: ['<｜end▁of▁sentence｜>'] },
  thought: THINK,
  wordStart: PIPED,
  tokensPerCharacter: { latin: 0.5, other: 1.5 },
}

const header = (role: string): Frame => ({
  open: ['<|start_header_id|>', role, '<|end_header_id|>', '\n\n'],
  close: ['<|eot_id|>'],
})
/** Llama 3 instruct (Meta, 2024), also of Med42 and UltraMedical. */
const llama3: PromptFormat = {
  id: 'llama3',
  words: ['<|start_header_id|>', '<|end_header_id|>', '<|eot_id|>'],
  ends: ['<|start_header_id|>', '<|eot_id|>'],
  begins: true,
  system: header('system'),
  user: header('user'),
  model: header('assistant'),
  thought: THINK,
  wordStart: PIPED,
  tokensPerCharacter: { latin: 0.5, other: 2 },
}

export const FORMATS: Readonly<Record<PromptFormatId, PromptFormat>> = { deepseek, gemma3, llama3, chatml }
