import type { RunEvent } from '@/lib/consult/stream/contract'

/** One that the contract has and this lacks, or the other way round, is no valid program: nobody would listen for it. */
const EVENTS: Readonly<Record<RunEvent['event'], true>> = {
  queued: true,
  started: true,
  thought: true,
  section: true,
  delta: true,
  terms: true,
  card: true,
  passages: true,
  links: true,
  flags: true,
  review: true,
  done: true,
  error: true,
}

/** Every event of a run's stream, by name. */
export const RUN_EVENT_NAMES = Object.keys(EVENTS) as RunEvent['event'][]
