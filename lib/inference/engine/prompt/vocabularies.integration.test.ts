import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { getLlama, LlamaLogLevel, readGgufFileInfo, type Llama, type LlamaModel } from 'node-llama-cpp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PROMPT_FORMATS, type PromptFormatId } from '@/lib/inference/engine/catalogue'
import { detectFormat } from '@/lib/inference/engine/prompt/detect-format'
import { PlainText } from '@/lib/inference/engine/prompt/plain-text'
import { FORMATS } from '@/lib/inference/engine/prompt/prompt-format'
import { specialTokens, vocabularyOf } from '@/lib/inference/engine/prompt/vocabulary'
import { PromptRenderer } from '@/lib/inference/engine/render-prompt'
import { tokenUpperBound } from '@/lib/inference/remote/dialect'
import { DEMO_MODEL } from '@/lib/testing/demo-model'
import { questionOf } from '@/lib/testing/ask-engine'
import { writeTinyVocabulary } from '@/lib/testing/tiny-vocabulary'
import { llamaBinaries } from '@/lib/testing/build-llama-server'

const folder = mkdtempSync(path.join(tmpdir(), 'innerward-vocabularies-'))
const inFolder = (name: string): string => path.join(folder, name)
const wordsOf = (id: PromptFormatId): string[] => {
  const { words, thought } = FORMATS[id]
  return [...words, thought.open, thought.close]
}
const MORE = ['<tool_call>', '</tool_call>', '<|fim_prefix|>', '[multimodal]', '<｜begin▁of▁sentence｜>']
let llama: Llama
const models = new Map<string, LlamaModel>()

/** Vocabularies of real models that llama.cpp's own source carries. */
function realVocabulary(name: string): string {
  const source = inFolder('source')
  const git = (...args: string[]) => execFileSync('git', args, { maxBuffer: 1 << 28 })
  const { bundle } = llamaBinaries(process.cwd())
  if (!existsSync(source)) git('clone', '--quiet', '--bare', bundle, source)
  const file = inFolder(`${name}.gguf`)
  writeFileSync(file, git('-C', source, 'show', `HEAD:models/ggml-vocab-${name}.gguf`))
  return file
}

const FILES: Record<string, () => string> = {
  demo: () => path.resolve(DEMO_MODEL),
  qwen2: () => realVocabulary('qwen2'),
  'llama-bpe': () => realVocabulary('llama-bpe'),
  'tiny with control words': () => {
    const file = inFolder('control.gguf')
    writeTinyVocabulary(file, {
      control: [...new Set([...PROMPT_FORMATS.flatMap(wordsOf), ...MORE])],
      userDefined: [],
    })
    return file
  },
  'tiny with user-defined words': () => {
    const file = inFolder('user-defined.gguf')
    writeTinyVocabulary(file, {
      control: ['<|endoftext|>'],
      userDefined: [...new Set([...PROMPT_FORMATS.flatMap(wordsOf), ...MORE])],
    })
    return file
  },
}

beforeAll(async () => {
  llama = await getLlama({ gpu: false, build: 'never', skipDownload: true, logLevel: LlamaLogLevel.disabled })
  for (const [name, file] of Object.entries(FILES)) {
    models.set(name, await llama.loadModel({ modelPath: file(), vocabOnly: true }))
  }
})
afterAll(async () => {
  await llama.dispose()
  rmSync(folder, { recursive: true, force: true })
})

function modelOf(name: string): LlamaModel {
  const model = models.get(name)
  if (!model) throw new Error(`${name} was not loaded`)
  return model
}

describe.each(Object.keys(FILES))('with the vocabulary %s', (name) => {
  test('no text of a person becomes a control word', () => {
    const model = modelOf(name)
    const vocabulary = vocabularyOf(model)
    const plain = new PlainText(vocabulary, PROMPT_FORMATS.flatMap(wordsOf))
    const markup = new Set(
      [...vocabulary.special].filter(([word]) => word.length > 1 && /^[<[]/.test(word)).map(([, id]) => id),
    )
    const words = [...vocabulary.special.keys()].filter((word) => word.length > 1)
    const piece = fc.oneof(
      fc.constantFrom(...words),
      fc.constantFrom(...words).map((word) => word.slice(0, -1)),
      fc.constantFrom(...words).map((word) => word.slice(1)),
      fc.constantFrom('<', '>', '<|', '|>', '｜', '▁', ' ', '\n', '[', ']', '血钾<3.5', 'BP 90/60'),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        const text = pieces.join('')
        const tokens = plain.tokens(text)
        expect(tokens.filter((token) => markup.has(token))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  test('the words of each format it speaks are one token, and a typed copy adds none', () => {
    const vocabulary = vocabularyOf(modelOf(name))
    for (const promptFormat of PROMPT_FORMATS) {
      const { words } = FORMATS[promptFormat]
      if (!words.every((word) => vocabulary.special.has(word))) continue
      const renderer = new PromptRenderer(vocabulary, { promptFormat, guidedThought: true })
      const ids = new Set(words.flatMap((word) => vocabulary.special.get(word) ?? []))
      const controls = (question: string): number =>
        renderer.question(questionOf(question)).question.filter((token) => ids.has(token)).length
      expect(controls(words.join(''))).toBe(controls(''))
      expect(controls('')).toBeGreaterThan(0)
    }
  })
})

test('llama.cpp itself makes user-defined words of plain text, so the cut is needed', () => {
  const model = modelOf('tiny with user-defined words')
  const { special } = vocabularyOf(model)
  expect(model.tokenize('<think>', false)).toContain(special.get('<think>'))
})

test.each<[PromptFormatId, string, string[], boolean]>([
  [
    'deepseek',
    "{{'<｜User｜>' + '<｜Assistant｜><think>\\n' + '</think>' + '<｜end▁of▁sentence｜>'}}",
    ['<think>', '</think>', '<|im_start|>', '<|im_end|>'],
    false,
  ],
  ['gemma3', "{{'<start_of_turn>user' + '<end_of_turn>'}}", ['<unused94>', '<unused95>'], true],
  ['llama3', "{{'<|start_header_id|>' + '<|end_header_id|>' + '<|eot_id|>'}}", [], true],
  ['chatml', "{{'<|im_start|>' + '<|im_end|>' + '</think>'}}", ['<think>', '</think>'], false],
  ['chatml', "{{'<|im_start|>' + '<|im_end|>'}}", ['<think>', '</think>'], true],
])('a file of format %s is known by its words and its template %s', async (id, template, more, guided) => {
  const file = inFolder('described.gguf')
  writeTinyVocabulary(file, { control: [...FORMATS[id].words, ...more], userDefined: [], template })
  const { metadata } = await readGgufFileInfo(file, { logWarnings: false })
  const special = specialTokens(metadata.tokenizer.ggml)
  const named = { template: metadata.tokenizer.chat_template, name: metadata.general.name }
  expect(detectFormat(special, named)).toEqual({ promptFormat: id, guidedThought: guided })
  expect(detectFormat(special, { ...named, template: undefined })).toBeNull()
  expect(detectFormat(special, { ...named, template: 'USER: {{ x }} ASSISTANT:' })).toBeNull()
})

test('a vocabulary with the words of two formats is the first one’s, whatever its template says', () => {
  const special = new Map([...wordsOf('llama3'), ...wordsOf('chatml')].map((word, i) => [word, i as never]))
  const template = '<|im_start|><|im_end|>'
  expect(detectFormat(special, { template, name: undefined })).toBeNull()
})

const NOTE =
  '患者男性，58岁，突发胸骨后压榨性疼痛2小时，伴大汗淋漓、恶心。既往高血压病史10年，最高180/100 mmHg，规律服用氨氯地平5 mg qd。'
const ENGLISH =
  'A 58-year-old man with crushing chest pain for 2 hours, diaphoresis, BP 95/60 mmHg, HR 52, on amlodipine 5 mg once daily.'
test.each<[string, PromptFormatId]>([
  ['demo', 'gemma3'],
  ['qwen2', 'chatml'],
  ['llama-bpe', 'llama3'],
])('the bound without a tokeniser holds for %s', (name, id) => {
  for (const text of [NOTE, ENGLISH, NOTE + ENGLISH]) {
    expect(tokenUpperBound(text, FORMATS[id])).toBeGreaterThanOrEqual(
      modelOf(name).tokenize(text, false).length,
    )
  }
})
