import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { SECTION_IDS } from '@/lib/inference/contract'
import { WRITTEN_ANSWERS } from './written-answers'

const ORDER = ['thought', ...SECTION_IDS] as const
/** Characters of a piece: about what a token of a medical model holds. */
const PIECE = /[^]{1,3}/gu
/** What a vocabulary holds as one token: a control word, or any other character. */
const TOKEN = /<[a-z_|/]+>|[^]/gu

export interface WritingServer {
  url: string
  /** Declaration of the server and its model, as `ENGINE_ENDPOINTS_FILE` reads it. */
  endpoints: string
  /** Every request as it came: path and body. */
  received: { path: string; body: string }[]
  close: () => void
}

interface Asked {
  prompt?: string
  structured_outputs?: { json: { properties: Record<string, unknown> } }
}

/** What comes next in a prompt: the part under its last heading, in the language of that heading. */
function nextPart(prompt: string): string {
  const turn = prompt.slice(prompt.lastIndexOf('<start_of_turn>model'))
  const headings = turn.match(/^## .*$/gm) ?? []
  const locale = /[\u4e00-\u9fff]/.test(headings.at(-1) ?? '') ? 'zh-CN' : 'en'
  return WRITTEN_ANSWERS[locale][ORDER[headings.length - 1] ?? 'thought']
}

/** An object of the schema with nothing in it, or else the next part. */
function textOf({ prompt = '', structured_outputs: wanted }: Asked): string {
  if (!wanted) return nextPart(prompt)
  return JSON.stringify(Object.fromEntries(Object.keys(wanted.json.properties).map((name) => [name, []])))
}

/** Writes what comes next, at once or `pauseMs` after each piece, for as long as somebody reads. */
async function answer(asked: Asked, response: http.ServerResponse, pauseMs: number): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' })
  const say = (event: object | '[DONE]') =>
    response.write(`data: ${event === '[DONE]' ? event : JSON.stringify(event)}\n\n`)
  const pieces = textOf(asked).match(PIECE) ?? []
  for (const text of pieces) {
    if (response.destroyed) return
    say({ choices: [{ text, finish_reason: null }] })
    if (pauseMs > 0) await sleep(pauseMs)
  }
  const usage = { prompt_tokens: 100, completion_tokens: pieces.length }
  say({ choices: [{ text: '', finish_reason: 'stop' }], usage })
  say('[DONE]')
  response.end()
}

function countTokens({ prompt = '' }: Asked, response: http.ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'application/json' })
  response.end(JSON.stringify({ count: 1 + (prompt.match(TOKEN)?.length ?? 0) }))
}

/**
 * A server of the completions interface that writes the answers of `written-answers.json`, and keeps what it was sent. It
 * stands in for a medical model, whose way of writing the bundled one lacks. As `vllm` it counts tokens and fills in forms.
 * Between two pieces of about a token it waits for `pauseMs`.
 */
export async function startWritingServer(
  kind: 'openai' | 'vllm' = 'openai',
  pauseMs = 0,
): Promise<WritingServer> {
  const received: WritingServer['received'] = []
  const server = http.createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString()
      received.push({ path: request.url ?? '', body })
      const asked = JSON.parse(body || '{}') as Asked
      if (request.url === '/tokenize') countTokens(asked, response)
      else void answer(asked, response, pauseMs)
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
  const endpoint = { id: 'writing', url, kind, model: 'written', maxConcurrent: 4 }
  return {
    url,
    endpoints: JSON.stringify({ model, endpoints: [endpoint] }),
    received,
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
