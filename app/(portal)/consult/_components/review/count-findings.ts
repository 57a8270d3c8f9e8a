import type { Severity } from '@/lib/clinical/review/finding'

/** How many findings of each severity there are. */
export function countSeverities(findings: readonly { severity: Severity }[]): Record<Severity, number> {
  const counts = { red: 0, yellow: 0, grey: 0, green: 0 }
  for (const { severity } of findings) counts[severity] += 1
  return counts
}

/** How many findings are faults: a green one is a form that was kept. */
export const countFaults = ({ red, yellow, grey }: Record<Severity, number>): number => red + yellow + grey
