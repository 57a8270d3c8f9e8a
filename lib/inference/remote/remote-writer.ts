import 'server-only'
import { AppError } from '@/lib/errors/app-error'
import { closingAt, type Part, type PartEnd } from '@/lib/inference/engine/decode-part'
import type { ModelProfile } from '@/lib/inference/engine/catalogue'
import { FORMATS } from '@/lib/inference/engine/prompt/prompt-format'
import { repeatsItself } from '@/lib/inference/engine/repetition'
import { SectionText } from '@/lib/inference/engine/section-text'
import { minimumFields, placeFields, samplingFields } from '@/lib/inference/remote/dialect'
import { EndpointError, type CompletionBody } from '@/lib/inference/remote/endpoint-connection'
import type { EndpointPool, Lease } from '@/lib/inference/remote/endpoint-pool'
import { stopWords } from '@/lib/inference/remote/text-prompt'

/** Servers that may fail one run before it is given up. */
const FAILOVERS = 3

export interface RemotePart extends Pick<Part, 'id' | 'cuts'> {
  budget: number
  minimum: number
  onText: (text: string) => void
  onToken: () => void
}

/** The pieces of one part put together: what is shown, what was written, whether it is over. */
class PartText {
  private readonly section: SectionText
  private readonly pieceIds = new Map<string, number>()
  private readonly ids: number[] = []
  raw = ''

  constructor(private readonly part: RemotePart) {
    this.section = new SectionText(part.id, part.cuts)
  }

  get tokens(): number {
    return this.ids.length
  }

  /** Takes one piece, which is one token on the servers known, and says why the part is over, if it is. */
  push(piece: string): PartEnd | null {
    if (piece === '') return null
    this.raw += piece
    const id = this.pieceIds.get(piece) ?? this.pieceIds.size
    this.pieceIds.set(piece, id)
    this.ids.push(id)
    this.part.onToken()
    if (this.tokens >= closingAt(this.part.budget)) this.section.close()
    const shown = this.section.push(piece)
    if (shown !== '') this.part.onText(shown)
    if (this.section.ended) return 'finished'
    return repeatsItself(this.ids) ? 'repeated' : null
  }

  /** The text of the part as it was shown. */
  finish(end: PartEnd): string {
    const rest = this.section.finish({ cut: end === 'budget' })
    if (rest !== '') this.part.onText(rest)
    return this.section.text
  }
}

export interface WritingJob {
  pool: EndpointPool
  lease: Lease
  conversationId: string
  prompt: string
  profile: ModelProfile
  seed: number
  /** Salt under which a server may share cached prompts: one a conversation. */
  cacheSalt: string
  signal: AbortSignal
}

/**
 * One answer being written on the servers. It holds the whole text so far, so that when a server fails in the middle
 * of a part another one goes on at the same word.
 */
export class RemoteWriter {
  /** Prompt tokens the first server read, and how many of them it had cached; null until one told. */
  promptUsage: { prompt: number; cached: number } | null = null
  private readonly failed = new Set<string>()
  private lease: Lease
  private text: string
  private holdsPlace = true

  constructor(private readonly job: WritingJob) {
    this.lease = job.lease
    this.text = job.prompt
  }

  append(text: string): void {
    this.text += text
  }

  /** Writes one part and appends it. Throws AppError `generation_failed` when no server could go on. */
  async write(part: RemotePart): Promise<{ end: PartEnd; tokens: number }> {
    const written = new PartText(part)
    const end = await this.untilOver(part, written)
    this.text += written.finish(end)
    return { end, tokens: written.tokens }
  }

  /** Gives the place back. */
  close(): void {
    if (this.holdsPlace) this.job.pool.give(this.lease, null)
    this.holdsPlace = false
  }

  private async untilOver(part: RemotePart, written: PartText): Promise<PartEnd> {
    for (;;) {
      if (this.stopped()) return 'aborted'
      try {
        return await this.requests(part, written)
      } catch (error) {
        if (this.stopped()) return 'aborted'
        if (!(error instanceof EndpointError)) throw error
        this.failOver(error)
      }
    }
  }

  private stopped(): boolean {
    return this.job.signal.aborted
  }

  /** One request, or two where the server can keep a part open by a request of its own only. */
  private async requests(part: RemotePart, written: PartText): Promise<PartEnd> {
    const least = Math.max(0, part.minimum - written.tokens)
    const minimum = minimumFields(this.lease.connection.endpoint.kind, least)
    if ('inOne' in minimum) return this.request(minimum.inOne, part, written)
    const end = await this.request(minimum.first, part, written)
    if (end !== 'budget' || written.tokens >= part.budget) return end
    return this.request({}, part, written)
  }

  private body(
    fields: Readonly<Record<string, unknown>>,
    part: RemotePart,
    written: PartText,
  ): CompletionBody {
    const { profile, seed, cacheSalt } = this.job
    const { endpoint } = this.lease.connection
    return {
      prompt: this.text + written.raw,
      stop: stopWords(FORMATS[profile.promptFormat]),
      ...samplingFields(endpoint.kind, profile.sampling, seed),
      ...placeFields(endpoint.kind, this.lease, cacheSalt),
      max_tokens: part.budget - written.tokens,
      ...fields,
    }
  }

  private async request(
    fields: Readonly<Record<string, unknown>>,
    part: RemotePart,
    written: PartText,
  ): Promise<PartEnd> {
    let reason: string | null = null
    const chunks = this.lease.connection.complete(this.body(fields, part, written), this.job.signal)
    for await (const { text, finishReason, usage } of chunks) {
      reason ??= finishReason
      if (usage) this.promptUsage ??= { prompt: usage.promptTokens, cached: usage.cachedTokens }
      const end = written.push(text)
      if (end) return end
    }
    this.lease.fresh = false
    return reason === 'length' ? 'budget' : 'finished'
  }

  private failOver(error: EndpointError): void {
    // The request itself was refused: another server would refuse it too.
    const refused = [400, 413, 422].includes(error.status)
    this.failed.add(this.lease.connection.endpoint.id)
    this.job.pool.give(this.lease, refused ? null : error)
    const next =
      !refused && this.failed.size <= FAILOVERS
        ? this.job.pool.lease(this.job.conversationId, this.failed)
        : null
    this.holdsPlace = next !== null
    if (!next) throw new AppError('generation_failed', {}, { cause: error })
    this.lease = next
  }
}
