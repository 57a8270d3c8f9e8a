import { expect, test } from 'vitest'
import { eventData } from '@/lib/inference/remote/event-stream'

async function* cut(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) {
    await Promise.resolve()
    yield text.slice(at, at + size)
  }
}

async function read(text: string, size: number): Promise<string[]> {
  return Array.fromAsync(eventData(cut(text, size)))
}

const STREAM = 'data: {"a":1}\n\n: comment\n\nevent: x\ndata: one\ndata: two\n\ndata:[DONE]\r\n\r\n'

test.each([1, 2, 3, 7, 1000])(
  'events come out whole when the stream is cut every %i characters',
  async (size) => {
    expect(await read(STREAM, size)).toEqual(['{"a":1}', 'one\ntwo', '[DONE]'])
  },
)

test('an event that the stream does not finish is not told', async () => {
  expect(await read('data: one\n\ndata: tw', 4)).toEqual(['one'])
})

test('a line without an end is refused instead of held for ever', async () => {
  await expect(read(`data: ${'x'.repeat(1024 * 1024 + 8)}`, 64 * 1024)).rejects.toThrow('too long')
})
