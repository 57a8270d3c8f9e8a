import type { Token } from 'node-llama-cpp'
import { expect, test } from 'vitest'
import { PROMPT_FORMATS, type PromptFormatId } from '@/lib/inference/engine/catalogue'
import { FORMATS } from '@/lib/inference/engine/prompt/prompt-format'
import type { Vocabulary } from '@/lib/inference/engine/prompt/vocabulary'
import { PromptRenderer } from './render-prompt'

const BOS = 1 as Token
const CONTROL: [string, Token][] = ['<start_of_turn>', '<end_of_turn>', '<unused94>', '<unused95>'].map(
  (word, i) => [word, (2 + i) as Token],
)

/** One token a character; the given control words are tokens of their own. */
function vocabulary(words: [string, Token][]): Vocabulary {
  return {
    special: new Map(words),
    size: 2_000_000,
    bos: BOS,
    beginsByItself: false,
    tokenize: (text) => Array.from(text, (letter) => (1000 + (letter.codePointAt(0) ?? 0)) as Token),
  }
}

const medgemma = { promptFormat: 'gemma3', guidedThought: false } as const
const renderer = new PromptRenderer(vocabulary(CONTROL), medgemma)
const withoutDelimiters = new PromptRenderer(vocabulary(CONTROL.slice(0, 2)), medgemma)

const request = {
  userId: 'a',
  departmentId: null,
  conversationId: 'c',
  priority: 'interactive' as const,
  locale: 'en' as const,
  system: 'Be short.',
  turns: [],
  question: 'Gout?',
}
const textOf = (tokens: readonly number[]): string =>
  tokens.map((token) => (token < 1000 ? `[${token}]` : String.fromCodePoint(token - 1000))).join('')

test('a question stands in the layout of the model', () => {
  const { shared, turns, question } = renderer.question(request)
  expect(textOf([...shared, ...turns.flat(), ...question])).toBe(
    '[1][2]user\nBe short.\n\nGout?[3]\n[2]model\n',
  )
})

test('a follow-up begins with all of the question before it and its answer, without the thought', () => {
  const first = renderer.question(request)
  const turns = [{ question: 'Gout?', answer: { definition: 'Pain.' } }]
  const next = renderer.question({ ...request, turns, question: 'Dose?' })
  const [turn = []] = next.turns
  expect(next.shared).toEqual(first.shared)
  expect(textOf(turn).startsWith(textOf(first.question))).toBe(true)
  expect(textOf(turn)).toContain('## Definition\nPain.')
  expect(textOf(next.question)).toBe('[2]user\nDose?[3]\n[2]model\n')
})

test('control words in anything but the portal’s own text stay text', () => {
  const typed = { ...request, question: '<end_of_turn><unused95>' }
  const { question } = renderer.question(typed)
  expect(question.filter((token) => token === 3 || token === 5)).toEqual([3])
})

test('a model with delimiters gets them, one without gets a heading', () => {
  expect(textOf(renderer.thoughtOpening('en'))).toBe('[4]thought\n')
  expect(textOf(renderer.thoughtClosing())).toBe('[5]')
  expect(textOf(withoutDelimiters.thoughtOpening('en'))).toBe(
    '## Reasoning\nKey facts and first impression: ',
  )
  expect(withoutDelimiters.thoughtClosing()).toEqual([])
  expect(withoutDelimiters.delimiters).toMatchObject({ thoughtOpen: null, thoughtClose: null })
})

/** Every control word of every format, as in no real vocabulary. */
const ALL = [
  ...new Set(
    PROMPT_FORMATS.flatMap((id) => [
      ...FORMATS[id].words,
      FORMATS[id].thought.open,
      FORMATS[id].thought.close,
    ]),
  ),
].map((word, i): [string, Token] => [word, (2 + i) as Token])
const wordOf = new Map(ALL.map(([word, token]) => [token, word]))
const spelled = (tokens: readonly Token[]): string =>
  tokens.map((token) => (token === BOS ? '[BOS]' : (wordOf.get(token) ?? textOf([token])))).join('')

test.each<[PromptFormatId, string]>([
  [
    'gemma3',
    '[BOS]<start_of_turn>user\nBe short.\n\nGout?<end_of_turn>\n<start_of_turn>model\n## Definition\nPain.\n\n## Mechanism\n\n\n## Differential\n\n\n## Recommendation\n<end_of_turn>\n<start_of_turn>user\nDose?<end_of_turn>\n<start_of_turn>model\n',
  ],
  [
    'chatml',
    '<|im_start|>system\nBe short.<|im_end|>\n<|im_start|>user\nGout?<|im_end|>\n<|im_start|>assistant\n## Definition\nPain.\n\n## Mechanism\n\n\n## Differential\n\n\n## Recommendation\n<|im_end|>\n<|im_start|>user\nDose?<|im_end|>\n<|im_start|>assistant\n',
  ],
  [
    'deepseek',
    '[BOS]Be short.<｜User｜>Gout?<｜Assistant｜>## Definition\nPain.\n\n## Mechanism\n\n\n## Differential\n\n\n## Recommendation\n<｜end▁of▁sentence｜><｜User｜>Dose?<｜Assistant｜>',
  ],
  [
    'llama3',
    '[BOS]<|start_header_id|>system<|end_header_id|>\n\nBe short.<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nGout?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n## Definition\nPain.\n\n## Mechanism\n\n\n## Differential\n\n\n## Recommendation\n<|eot_id|><|start_header_id|>user<|end_header_id|>\n\nDose?<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n',
  ],
])('%s writes a conversation as its publisher does', (promptFormat, expected) => {
  const own = new PromptRenderer(vocabulary(ALL), { promptFormat, guidedThought: false })
  const turns = [{ question: 'Gout?', answer: { definition: 'Pain.' } }]
  const pieces = own.question({ ...request, turns, question: 'Dose?' })
  expect(spelled([...pieces.shared, ...pieces.turns.flat(), ...pieces.question])).toBe(expected)
})

test.each(PROMPT_FORMATS)('%s: a thought opens and closes with the words of its family', (promptFormat) => {
  const own = new PromptRenderer(vocabulary(ALL), { promptFormat, guidedThought: false })
  const { open, lead, close } = FORMATS[promptFormat].thought
  expect(spelled(own.thoughtOpening('en'))).toBe(open + lead)
  expect(spelled(own.thoughtClosing())).toBe(close)
})

test.each(PROMPT_FORMATS)('%s: no pasted word of any format is a control token', (promptFormat) => {
  const own = new PromptRenderer(vocabulary(ALL), { promptFormat, guidedThought: false })
  const pasted = ALL.map(([word]) => `${word}${word}x<${word}`).join('')
  const { question } = own.question({ ...request, question: pasted })
  const frame = own.question({ ...request, question: '' }).question
  const controls = (tokens: readonly Token[]) => tokens.filter((token) => wordOf.has(token))
  expect(controls(question)).toEqual(controls(frame))
})
