import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { SECTION_IDS } from '@/lib/inference/contract'
import { WRITTEN_ANSWERS } from './written-answers'

const ORDER = ['thought', ...SECTION_IDS] as const
/** Characters of a piece: about what a token of a medical model holds. */
const PIECE = /[^]{1,3}/gu

export interface WritingServer {
  url: string
  /** Declaration of the server and its model, as `ENGINE_ENDPOINTS_FILE` reads it. */
  endpoints: string
  close: () => void
}

/** What comes next in a prompt: the part under its last heading, in the language of that heading. */
function nextPart(prompt: string): string {
  const turn = prompt.slice(prompt.lastIndexOf('<start_of_turn>model'))
  const headings = turn.match(/^## .*$/gm) ?? []
  const locale = /[\u4e00-\u9fff]/.test(headings.at(-1) ?? '') ? 'zh-CN' : 'en'
  return WRITTEN_ANSWERS[locale][ORDER[headings.length - 1] ?? 'thought']
}

function answer(prompt: string, response: http.ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' })
  const say = (event: object | '[DONE]') =>
    response.write(`data: ${event === '[DONE]' ? event : JSON.stringify(event)}\n\n`)
  const pieces = nextPart(prompt).match(PIECE) ?? []
  for (const text of pieces) say({ choices: [{ text, finish_reason: null }] })
  const usage = { prompt_tokens: 100, completion_tokens: pieces.length }
  say({ choices: [{ text: '', finish_reason: 'stop' }], usage })
  say('[DONE]')
  response.end()
}

/**
 * A server of the completions interface that writes the answers of `written-answers.json`. It stands in for a medical model,
 * whose way of writing the bundled one lacks.
 */
export async function startWritingServer(): Promise<WritingServer> {
  const server = http.createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const { prompt = '' } = JSON.parse(Buffer.concat(pieces).toString() || '{}') as { prompt?: string }
      answer(prompt, response)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const model = {
    id: 'written',
    name: 'Written',
    sha256: '0'.repeat(64),
    contextTokens: 8192,
    guidedThought: true,
  }
  const endpoint = { id: 'writing', url, kind: 'openai', model: 'written', maxConcurrent: 4 }
  return {
    url,
    endpoints: JSON.stringify({ model, endpoints: [endpoint] }),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
