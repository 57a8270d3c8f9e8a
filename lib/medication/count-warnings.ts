import type { DetailOf } from '@/lib/audit/event-detail'
import type { medicationEvents } from '@/lib/medication/events'
import { SEVERITIES } from '@/lib/clinical/medication/table-schema'
import type { CheckedMedication } from '@/lib/medication/contract'

/** What the trail says of a check: the tables' version and counts, never a name. */
export function countWarnings({
  version,
  drugs,
  warnings,
}: CheckedMedication): Partial<DetailOf<(typeof medicationEvents)['medication.checked']>> {
  const counts = SEVERITIES.map(
    (severity) => [severity, warnings.filter((one) => one.severity === severity).length] as const,
  )
  return {
    tables: version,
    unknown: drugs.filter(({ unknown }) => unknown).length,
    ...Object.fromEntries(counts),
  }
}
