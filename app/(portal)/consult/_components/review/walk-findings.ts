import { SEVERITIES, type Severity } from '@/lib/clinical/review/finding'

/** A place that a walk over the findings stops at: how grave it is, and what it leads to. */
export interface FindingStop {
  severity: Severity
  id: string
}

/** The stops in the order in which they are gone to: the gravest first, then as they are read. Forms that were kept are none. */
export function orderStops<Stop extends FindingStop>(stops: readonly Stop[]): Stop[] {
  return stops
    .filter(({ severity }) => severity !== 'green')
    .toSorted((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity))
}

/** The stop after the one last gone to, or before it, round and round; without one the first, or the last. */
export function stepFrom<Stop extends FindingStop>(
  stops: readonly Stop[],
  last: string | null,
  by: 1 | -1,
): Stop | undefined {
  const at = stops.findIndex(({ id }) => id === last)
  if (at === -1) return stops.at(by === 1 ? 0 : -1)
  return stops[(at + by + stops.length) % stops.length]
}
