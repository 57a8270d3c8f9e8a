import type { RunEvent } from '@/lib/consult/contract'

/** Every event of a run's stream, by name. */
export const RUN_EVENT_NAMES = [
  'queued',
  'started',
  'thought',
  'section',
  'delta',
  'terms',
  'card',
  'passages',
  'links',
  'flags',
  'review',
  'done',
  'error',
] as const satisfies readonly RunEvent['event'][]
