import { defineRoute } from '@/lib/http/define-route'
import { checkMedication } from '@/lib/medication/check-medication'
import { countWarnings } from '@/lib/medication/count-warnings'
import { CHECK_MAX_BODY_BYTES, checkMedicationInput, checkMedicationOutput } from '@/lib/medication/contract'

import { medicationEvents } from '@/lib/medication/events'
import { medication } from '@/lib/medication/feature'

export const POST = defineRoute({
  access: medication.permissions['medication:check'],
  input: { body: checkMedicationInput },
  output: checkMedicationOutput,
  maxBodyBytes: CHECK_MAX_BODY_BYTES,
  audit: {
    event: medicationEvents['medication.checked'],
    detail: ({ body }) => ({ drugs: body.drugs.length }),
    result: countWarnings,
  },
  handle: ({ actor, input }) => checkMedication(input.body, actor),
})
