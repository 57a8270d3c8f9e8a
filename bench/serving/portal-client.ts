import { randomUUID } from 'node:crypto'
import { doneSchema } from '@/lib/consult/stream/contract'
import { eventData } from '@/lib/inference/remote/event-stream'
import { notYetAnswered, type Answered } from './figures'

/** A doctor signed in over HTTP, who asks and reads the stream as a browser does. */
export class Doctor {
  private cookie = ''

  constructor(
    private readonly base: string,
    private readonly username: string,
    private readonly password: string,
  ) {}

  private keep(response: Response): void {
    const jar = new Map(this.cookie.split('; ').map((pair) => [pair.split('=')[0], pair] as const))
    for (const set of response.headers.getSetCookie()) {
      const pair = set.split(';')[0] ?? ''
      jar.set(pair.split('=')[0], pair)
    }
    this.cookie = [...jar.values()].filter(Boolean).join('; ')
  }

  async signIn(): Promise<void> {
    const csrf = await fetch(`${this.base}/api/auth/csrf`)
    this.keep(csrf)
    const { csrfToken } = (await csrf.json()) as { csrfToken: string }
    const answer = await fetch(`${this.base}/api/auth/callback/credentials`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: this.cookie, origin: this.base },
      body: new URLSearchParams({
        csrfToken,
        username: this.username,
        password: this.password,
        json: 'true',
      }),
    })
    this.keep(answer)
    if (answer.status >= 400) throw new Error(`sign-in answered ${answer.status}`)
  }

  private async post(path: string, body: unknown): Promise<Response> {
    return fetch(`${this.base}${path}`, {
      method: 'POST',
      headers: { cookie: this.cookie, origin: this.base, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  }

  /** Makes a template under which each of the five parts has so many tokens, no more and no fewer. Returns its id. */
  async makeTemplate(tokensAPart: number): Promise<string> {
    const parts = ['thought', 'definition', 'mechanism', 'differential', 'recommendation']
    const budgets = Object.fromEntries(parts.map((part) => [part, tokensAPart]))
    const definition = { name: 'bench', language: 'zh-CN', body: '请回答：', budgets }
    const made = await this.post('/api/templates', { definition, note: '' })
    if (!made.ok) throw new Error(`a template was answered with ${made.status}`)
    return ((await made.json()) as { id: string }).id
  }

  /**
   * Asks in a new conversation, which the portal keeps or wipes by its own rules, and reads to the end; with `stopEarly` it stops at
   * the first word of the answer. The first token is timed by the portal and placed before the last event as it came here.
   */
  async ask(
    question: string,
    { stopEarly = false, templateId }: { stopEarly?: boolean; templateId?: string | undefined } = {},
  ): Promise<Answered> {
    const asked = performance.now()
    const since = () => performance.now() - asked
    const started = await this.post('/api/consult/runs', {
      question: `(${randomUUID()})\n${question}`,
      ...(templateId === undefined ? {} : { templateId }),
    })
    if (started.status !== 201) throw new Error(`a question was answered with ${started.status}`)
    const { runId } = (await started.json()) as { runId: string }
    const stream = await fetch(`${this.base}/api/consult/runs/${runId}/events`, {
      headers: { cookie: this.cookie },
    })
    const answered = notYetAnswered(asked)
    let stopped = false
    let ended = false
    for await (const data of eventData(textOf(stream))) {
      const event = JSON.parse(data) as Record<string, unknown>
      if ('text' in event && stopEarly && !stopped) {
        stopped = true
        await this.post(`/api/consult/runs/${runId}/stop`, {})
      }
      if ('code' in event) throw new Error(`a run ended with ${String(event.code)}`)
      // The card of the case has a count of tokens too: only the last event has times.
      if (!('timings' in event)) continue
      ended = true
      const { tokens, timings } = doneSchema.parse(event)
      // White space is not sent on by itself, so the first event with text may come long after the first token.
      answered.lastTokenMs = since()
      answered.firstTokenMs = answered.lastTokenMs - (timings.totalMs - (timings.firstTokenMs ?? 0))
      answered.promptTokens = tokens.prompt
      answered.cachedTokens = tokens.cached
      answered.decodedTokens = tokens.thought + tokens.answer
    }
    if (!ended) throw new Error('a stream ended without a last event')
    return answered
  }
}

async function* textOf(response: Response): AsyncGenerator<string> {
  if (!response.body) return
  const decoder = new TextDecoder()
  for await (const bytes of response.body) yield decoder.decode(bytes, { stream: true })
}
