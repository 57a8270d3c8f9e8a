import 'server-only'
import type { Actor } from '@/lib/shared/actor'
import type { CheckedMedication, CheckMedicationInput } from '@/lib/medication/contract'
import { readers } from '@/lib/quarantine/readers'

/**
 * Checks lines of drugs with a few facts, read in quarantine; no model is asked and nothing is kept. People take turns, and a
 * person's checks wait behind each other. Throws AppError `text_too_complex`, `too_many_requests` or `readers_busy`.
 */
export async function checkMedication(
  { drugs, facts = '', locale }: CheckMedicationInput,
  { userId, locale: own }: Pick<Actor, 'userId' | 'locale'>,
): Promise<CheckedMedication> {
  return readers().run(
    'checkMedication',
    { drugs, facts, locale: locale ?? own },
    { person: userId, priority: 'interactive' },
  )
}
