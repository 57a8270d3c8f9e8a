import { execFileSync } from 'node:child_process'
import { z } from 'zod'

const rowSchema = z.object({
  pl: z.int(),
  speed_pp: z.number(),
  speed_tg: z.number(),
})

/** Prompt and decode tokens per second of llama-batched-bench by number of parallel sequences. */
export function batchedBench(
  program: string,
  options: {
    model: string
    users: readonly number[]
    promptTokens: number
    decodeTokens: number
    threads: number
    gpuLayers: number
  },
): Map<number, { prefill: number; decode: number }> {
  const { users, promptTokens, decodeTokens } = options
  const context = Math.max(...users) * (promptTokens + decodeTokens + 64)
  const output = execFileSync(
    program,
    [
      ...['-m', options.model, '-c', String(context), '-b', '512', '-ub', '512'],
      ...['-npp', String(promptTokens), '-ntg', String(decodeTokens), '-npl', users.join(',')],
      ...['-t', String(options.threads), '-ngl', String(options.gpuLayers), '--swa-full'],
      ...['--no-kv-unified', '--output-format', 'jsonl'],
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 26 },
  )
  const rows = output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => rowSchema.parse(JSON.parse(line)))
  return new Map(rows.map(({ pl, speed_pp, speed_tg }) => [pl, { prefill: speed_pp, decode: speed_tg }]))
}
