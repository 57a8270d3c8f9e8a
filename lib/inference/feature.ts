import { z } from 'zod'
import { defineFeature, policy } from '@/lib/feature/define-feature'

/** The gate to the model. */
export const inference = defineFeature({
  policies: {
    privacyGuard: policy(
      z.strictObject({
        /** What happens to identifiers in a question: only shown, replaced before the model sees them, or the question refused. */
        mode: z.enum(['warn', 'mask', 'block']),
      }),
      { mode: 'mask' },
    ),
  },
})
