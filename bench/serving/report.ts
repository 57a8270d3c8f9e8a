import { z } from 'zod'
import { spreadOf } from './figures'
import type { KeptSteps } from './kept-steps'
import { printTable, writeResult } from './machine'

const loadSchema = z.looseObject({
  runs: z.number(),
  tokensPerSecond: z.number(),
  decodePerSecond: z.number(),
  firstTokenP50Ms: z.number(),
  firstTokenP95Ms: z.number().nullable(),
  fairness: z.number(),
})
type Load = z.infer<typeof loadSchema>
const prefillSchema = z.object({ promptTokens: z.number(), perSecond: z.number() })
const rawSchema = z.record(z.string(), z.object({ prefill: z.number(), decode: z.number() }))
const soakSchema = z.looseObject({ longestStallMs: z.number(), residentAfterTenths: z.array(z.number()) })

type Figures = readonly (number | null | undefined)[]

/** "0.95 (0.91–0.99)", or a dash for what is not there or was too little to tell. */
function shown(values: Figures, digits: number): string {
  const spread = spreadOf(values.filter((value) => typeof value === 'number'))
  if (!spread) return '–'
  const { median, least, most } = spread
  return `${median.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`
}

/** A figure over another of the same round. */
const ratios = (above: Figures, below: Figures): Figures =>
  above.map((value, round) => {
    const other = below[round]
    return typeof value === 'number' && typeof other === 'number' ? value / other : null
  })

interface Reported {
  mode: string
  users: readonly number[]
  model: { id: string; files: readonly { sha256: string }[] } | undefined
  threads: number
  complete: boolean
}

/** Prints the median, least and most of each figure over its rounds, and writes them to bench/results when all are there. */
export function report(kept: KeptSteps, { mode, users, model, threads, complete }: Reported): void {
  const raw = kept.results('batched-bench', rawSchema)
  const prefill = kept.results('prefill', prefillSchema)
  const [soak] = kept.results('soak', soakSchema)
  const rows = users.map((count) => {
    const portal = kept.results(`portal ${count} users`, loadSchema)
    const server = kept.results(`llama-server ${count} users`, loadSchema)
    const of = (
      loads: readonly Load[],
      name: 'decodePerSecond' | 'tokensPerSecond' | 'firstTokenP50Ms' | 'firstTokenP95Ms',
    ) => loads.map((load) => load[name])
    const decode = of(portal, 'decodePerSecond')
    return {
      users: count,
      answers: portal.reduce((all, { runs }) => all + runs, 0),
      'decode t/s': shown(decode, 1),
      'of batched-bench': shown(
        ratios(
          decode,
          raw.map((round) => round[String(count)]?.decode),
        ),
        2,
      ),
      'of llama-server': shown(ratios(decode, of(server, 'decodePerSecond')), 2),
      'throughput of it': shown(ratios(of(portal, 'tokensPerSecond'), of(server, 'tokensPerSecond')), 2),
      'first p50 ms': shown(of(portal, 'firstTokenP50Ms'), 0),
      'its p50': shown(of(server, 'firstTokenP50Ms'), 0),
      'first p95 ms': shown(of(portal, 'firstTokenP95Ms'), 0),
      'its p95': shown(of(server, 'firstTokenP95Ms'), 0),
      fairness: shown(
        portal.map(({ fairness }) => fairness),
        2,
      ),
    }
  })
  printTable(rows)
  const one = String(users[0] ?? 1)
  const read = prefill.map(({ perSecond }) => perSecond)
  const prefills = {
    'prefill t/s': shown(read, 0),
    'of batched-bench': shown(
      ratios(
        read,
        raw.map((round) => round[one]?.prefill),
      ),
      2,
    ),
    'longest stall ms': soak?.longestStallMs ?? '–',
  }
  printTable([prefills])
  if (soak) {
    process.stdout.write(`MiB resident after each tenth of the soak: ${soak.residentAfterTenths.join(' ')}\n`)
  }
  if (!complete) return
  const sha256 = model?.files.map((file) => file.sha256)
  writeResult(mode, { model: { id: model?.id, sha256 }, threads, rows, prefill: prefills, soak })
}
