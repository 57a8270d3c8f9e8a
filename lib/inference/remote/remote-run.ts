import 'server-only'
import { AppError } from '@/lib/errors/app-error'
import type { GenerateEvent, GenerateRequest, GenerateResult, Standing } from '@/lib/inference/contract'
import type { ModelProfile } from '@/lib/inference/engine/catalogue'
import type { EndpointPool } from '@/lib/inference/remote/endpoint-pool'
import type { PromptPlan } from '@/lib/inference/remote/plan-prompt'
import { RemoteWriter } from '@/lib/inference/remote/remote-writer'
import { writeRemoteAnswer } from '@/lib/inference/remote/write-remote-answer'

export interface RemoteRun {
  pool: EndpointPool
  profile: ModelProfile
  standing: Standing
  request: GenerateRequest
  plan: PromptPlan
  signal: AbortSignal
  seed: number
  cacheSalt: string
  emit: (event: GenerateEvent) => void
  /** `performance.now()` when the request was taken, and milliseconds it waited for a place. */
  accepted: number
  queueMs: number
}

const since = (start: number): number => Math.round(performance.now() - start)

async function write(run: RemoteRun, writer: RemoteWriter): Promise<GenerateResult> {
  const { profile, request, plan, emit, accepted, queueMs, seed } = run
  let firstTokenMs: number | null = null
  const { outcome, sectionTokens, thoughtTokens } = await writeRemoteAnswer({
    writer,
    profile,
    locale: request.locale,
    begun: request.begun ?? {},
    quoted: request.quoted ?? '',
    emit,
    onToken: () => {
      firstTokenMs ??= since(accepted)
    },
  })
  const answer = Object.values(sectionTokens).reduce((sum, count) => sum + count, 0)
  const usage = writer.promptUsage
  const tokens: GenerateResult['tokens'] = {
    prompt: plan.promptTokens,
    cached: Math.min(usage?.cached ?? 0, plan.promptTokens),
    thought: thoughtTokens,
    answer,
  }
  const timings = { queueMs, firstTokenMs, totalMs: since(accepted) }
  // Servers batch as they like and do not say so.
  return { outcome, tokens, sectionTokens, timings, seed, batched: true }
}

/**
 * Writes one answer on the servers and tells its events but for the last, which is made of what it returns. Throws
 * AppError `model_unavailable` or `generation_failed`.
 */
export async function runRemotely(run: RemoteRun): Promise<GenerateResult> {
  const { pool, profile, standing, request, plan, signal, seed, cacheSalt, emit } = run
  const lease = pool.lease(request.conversationId)
  if (!lease) throw new AppError('model_unavailable')
  const { conversationId } = request
  const writer = new RemoteWriter({
    pool,
    lease,
    conversationId,
    prompt: plan.prompt,
    profile,
    seed,
    cacheSalt,
    signal,
  })
  emit({
    type: 'started',
    data: {
      model: profile.name,
      standing,
      contextUsed: plan.promptTokens,
      contextLimit: profile.contextTokens,
      droppedTurns: plan.droppedTurns,
    },
  })
  try {
    return await write(run, writer)
  } finally {
    writer.close()
  }
}
