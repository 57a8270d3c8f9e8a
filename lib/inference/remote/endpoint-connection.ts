import 'server-only'
import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { z } from 'zod'
import type { Endpoint } from '@/lib/inference/remote/endpoints'
import { eventData } from '@/lib/inference/remote/event-stream'

/** Without a byte from the server for this long, a request has failed. A long prompt is read within it. */
const SILENCE_MS = 60_000
const MAX_ANSWER = 16 * 1024 * 1024

/** The server could not be reached, refused, or broke off. `status` is its HTTP status, 0 without one. */
export class EndpointError extends Error {
  override readonly name = 'EndpointError'
  constructor(
    readonly status: number,
    options?: ErrorOptions,
  ) {
    super(`endpoint failed with ${status}`, options)
  }
}

const usageSchema = z.object({
  prompt_tokens: z.int().nonnegative(),
  completion_tokens: z.int().nonnegative(),
  prompt_tokens_details: z.object({ cached_tokens: z.int().nonnegative().nullish() }).nullish(),
})
const chunkSchema = z.object({
  choices: z.array(z.object({ text: z.string().default(''), finish_reason: z.string().nullish() })),
  usage: usageSchema.nullish(),
})

export interface CompletionChunk {
  text: string
  /** `stop` or `length` in the last piece with text; null before it. */
  finishReason: string | null
  usage: { promptTokens: number; cachedTokens: number; completionTokens: number } | null
}

export type CompletionBody = Readonly<Record<string, unknown>> & { prompt: string; max_tokens: number }

function toChunk(data: string): CompletionChunk {
  const { choices, usage } = chunkSchema.parse(JSON.parse(data))
  return {
    text: choices[0]?.text ?? '',
    finishReason: choices[0]?.finish_reason ?? null,
    usage: usage
      ? {
          promptTokens: usage.prompt_tokens,
          cachedTokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
          completionTokens: usage.completion_tokens,
        }
      : null,
  }
}

/** One server of the OpenAI completions interface, over kept-alive connections of its own. */
export class EndpointConnection {
  private readonly agent: http.Agent
  private readonly authorization: string | null

  /** Reads the key and certificate files. Throws when one of them cannot be read. */
  constructor(readonly endpoint: Endpoint) {
    const { caFile, certFile, keyFile, apiKeyFile, maxConcurrent } = endpoint
    const read = (file: string | undefined) => (file === undefined ? undefined : readFileSync(file))
    const options = { keepAlive: true, maxSockets: maxConcurrent * 2 + 4 }
    this.agent = endpoint.url.startsWith('https:')
      ? new https.Agent({
          ...options,
          minVersion: 'TLSv1.2',
          ca: read(caFile),
          cert: read(certFile),
          key: read(keyFile),
        })
      : new http.Agent(options)
    this.authorization = apiKeyFile ? `Bearer ${readFileSync(apiKeyFile, 'utf8').trim()}` : null
  }

  private async request(path: string, body: unknown, signal: AbortSignal): Promise<http.IncomingMessage> {
    const url = new URL(path, this.endpoint.url)
    const send = url.protocol === 'https:' ? https.request : http.request
    const text = JSON.stringify(body)
    const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
      const request = send(url, {
        method: 'POST',
        agent: this.agent,
        signal,
        timeout: SILENCE_MS,
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(text),
          ...(this.authorization ? { Authorization: this.authorization } : {}),
        },
      })
      request.once('response', resolve)
      request.once('timeout', () => request.destroy(new Error('silent')))
      // Stays attached: a connection that breaks later would otherwise be an uncaught error.
      request.on('error', reject)
      request.end(text)
    }).catch((error: unknown) => {
      throw new EndpointError(0, { cause: error })
    })
    if (response.statusCode !== 200) {
      response.resume()
      throw new EndpointError(response.statusCode ?? 0)
    }
    return response
  }

  /**
   * The pieces of one completion as they arrive. Throws EndpointError when the server refuses, breaks off before its
   * last piece, or sends what is not of the interface; an abort of the signal shows as one too.
   */
  async *complete(body: CompletionBody, signal: AbortSignal): AsyncGenerator<CompletionChunk> {
    const whole = {
      model: this.endpoint.model,
      stream: true,
      stream_options: { include_usage: true },
      ...body,
    }
    const response = await this.request('/v1/completions', whole, signal)
    response.setEncoding('utf8')
    let finished = false
    try {
      for await (const data of eventData(response as AsyncIterable<string>)) {
        if (data === '[DONE]') {
          finished = true
          break
        }
        const chunk = toChunk(data)
        finished ||= chunk.finishReason !== null
        yield chunk
      }
    } catch (error) {
      throw error instanceof EndpointError ? error : new EndpointError(0, { cause: error })
    } finally {
      // A finished answer leaves its connection for the next part; a cut one tells the server to stop.
      if (finished) response.resume()
      else response.destroy()
    }
    if (!finished) throw new EndpointError(0)
  }

  /** A small JSON answer of the server. Throws EndpointError. */
  async json(path: string, body: unknown, signal: AbortSignal): Promise<unknown> {
    const response = await this.request(path, body, signal)
    response.setEncoding('utf8')
    let text = ''
    try {
      for await (const piece of response as AsyncIterable<string>) {
        text += piece
        if (text.length > MAX_ANSWER) throw new Error('answer too large')
      }
      return JSON.parse(text) as unknown
    } catch (error) {
      throw new EndpointError(0, { cause: error })
    }
  }

  close(): void {
    this.agent.destroy()
  }
}
