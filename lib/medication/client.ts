import { fetchJson } from '@/lib/shared/fetch-json'
import {
  checkMedicationOutput,
  type CheckMedicationInput,
  type OverrideInput,
} from '@/lib/medication/contract'

/** What the tables say of some drugs. Throws RequestError. */
export const checkMedication = (body: CheckMedicationInput) =>
  fetchJson('/api/medication/check', { method: 'POST', body, output: checkMedicationOutput })

/** Keeps an order against a serious warning, with a reason of the closed list. Throws RequestError. */
export const overrideWarning = (body: OverrideInput) =>
  fetchJson('/api/medication/overrides', { method: 'POST', body, output: null })
