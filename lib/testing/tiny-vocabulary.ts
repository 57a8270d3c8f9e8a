import { writeFileSync } from 'node:fs'

const STRING = 8
const INT32 = 5
const UINT32 = 4
const ARRAY = 9
const BOOL = 7

const u32 = (value: number): Buffer => {
  const buffer = Buffer.alloc(4)
  buffer.writeUInt32LE(value)
  return buffer
}
const u64 = (value: number): Buffer => {
  const buffer = Buffer.alloc(8)
  buffer.writeBigUInt64LE(BigInt(value))
  return buffer
}
const text = (value: string): Buffer => {
  const bytes = Buffer.from(value)
  return Buffer.concat([u64(bytes.length), bytes])
}
const list = (type: number, items: readonly Buffer[]): Buffer =>
  Buffer.concat([u32(type), u64(items.length), ...items])

/** The printable character for each byte in GPT-2's byte-level vocabularies (Radford 2019). */
function byteLetters(): string[] {
  const printable = (byte: number): boolean =>
    (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174
  let extra = 256
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(printable(byte) ? byte : extra++))
}

export interface TinyVocabulary {
  control: readonly string[]
  userDefined: readonly string[]
  /** The chat template of the file; none when left out. */
  template?: string
}

/**
 * Writes a GGUF file (version 3) that is a byte-level vocabulary with the given special words and no weights: what a
 * tokeniser needs, in a few kilobytes.
 */
export function writeTinyVocabulary(file: string, { control, userDefined, template }: TinyVocabulary): void {
  const letters = byteLetters()
  const tokens = [...letters, ...control, ...userDefined]
  const types = [...letters.map(() => 1), ...control.map(() => 3), ...userDefined.map(() => 4)]
  const values: [string, number, Buffer][] = [
    ['general.architecture', STRING, text('llama')],
    ['general.name', STRING, text('tiny')],
    ['tokenizer.ggml.model', STRING, text('gpt2')],
    ['tokenizer.ggml.pre', STRING, text('qwen2')],
    ['tokenizer.ggml.tokens', ARRAY, list(STRING, tokens.map(text))],
    ['tokenizer.ggml.token_type', ARRAY, list(INT32, types.map(u32))],
    ['tokenizer.ggml.merges', ARRAY, list(STRING, [])],
    ['tokenizer.ggml.bos_token_id', UINT32, u32(256)],
    ['tokenizer.ggml.eos_token_id', UINT32, u32(256)],
    ['tokenizer.ggml.add_bos_token', BOOL, Buffer.from([0])],
    ...(template === undefined
      ? []
      : ([['tokenizer.chat_template', STRING, text(template)]] as [string, number, Buffer][])),
  ]
  const metadata = values.flatMap(([key, type, value]) => [text(key), u32(type), value])
  writeFileSync(file, Buffer.concat([Buffer.from('GGUF'), u32(3), u64(0), u64(values.length), ...metadata]))
}
