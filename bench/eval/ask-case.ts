import { createHash, randomUUID } from 'node:crypto'
import type { LocalisedCase } from '@/bench/eval/options'
import { askedText } from '@/lib/consult/card-in-prompt'
import { quotedText } from '@/lib/consult/pure/quoted-text'
import { numberPassages } from '@/lib/consult/number-passages'
import type { FoundPassage } from '@/lib/consult/sources/contract'
import { judgeAnswer, type GivenAnswer } from '@/lib/clinical/acceptance/judge-answer'
import type { Engine, GenerateResult, SectionId } from '@/lib/inference/contract'
import { pastGate } from '@/lib/testing/ask-engine'
import type { JudgedCase } from '@/lib/release/contract'
import type { Locale } from '@/lib/shared/locale'

/**
 * Tokens of a prompt that two quiet cores read in a second with a model of 1.5 B (`npm run bench:first-word`, median of five runs): on a
 * CPU it decides how much of the passages is told, and here neither machine nor neighbours may.
 */
const READING_SPEED = 40

/** The same seed for a case in every run; it matters to models that are sampled. */
const seedOf = (id: string): number => createHash('sha256').update(id).digest().readUInt32BE() >>> 1

function speedOf({ tokens, timings }: GenerateResult): Pick<JudgedCase, 'tokensPerSecond' | 'firstTokenMs'> {
  const { firstTokenMs, totalMs } = timings
  const written = tokens.thought + tokens.answer - 1
  const tokensPerSecond =
    firstTokenMs === null || totalMs <= firstTokenMs || written < 1
      ? null
      : Math.round((written * 10_000) / (totalMs - firstTokenMs)) / 10
  return { tokensPerSecond, firstTokenMs }
}

interface Asking {
  instructions: Readonly<Record<Locale, string>>
  /** What the library holds for the case; empty without one. */
  found: readonly FoundPassage[]
}

/** Puts a case to the engine as a doctor's first question and judges the answer. Throws AppError as the engine does. */
export async function askCase(
  engine: Engine,
  asked: LocalisedCase,
  { instructions, found }: Asking,
): Promise<{ judged: JudgedCase; answer: GivenAnswer }> {
  const { id, locale, department, kind, question } = asked
  const passages = numberPassages(found, {
    turns: [],
    cardTokens: 0,
    tokensPerSecond: engine.status().gpu.mode === 'cpu' ? READING_SPEED : null,
  })
  const quoted = quotedText(passages)
  const request = pastGate.question({
    userId: 'evaluation',
    departmentId: null,
    conversationId: randomUUID(),
    priority: 'interactive',
    locale,
    system: instructions[locale],
    turns: [],
    question: askedText({ card: null, passages, question }, locale),
    ...(quoted === null ? {} : { quoted: quoted.text }),
    seed: seedOf(id),
  })
  let thought = ''
  const parts: Partial<Record<SectionId, string>> = {}
  let result: GenerateResult | null = null
  for await (const event of engine.generate(request, new AbortController().signal)) {
    if (event.type === 'thought') thought += event.data.text
    if (event.type === 'delta') {
      parts[event.data.section] = (parts[event.data.section] ?? '') + event.data.text
    }
    if (event.type === 'done') result = event.data
  }
  await engine.release(request.conversationId)
  if (!result) throw new Error('the answer did not end')
  const answer: GivenAnswer = { thought, parts, outcome: result.outcome }
  const verdict = judgeAnswer(asked, answer, locale)
  return { judged: { id, locale, department, kind, verdict, ...speedOf(result) }, answer }
}
