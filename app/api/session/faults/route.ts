import { pageFaultInput, pageFaultOutput } from '@/lib/auth/contract'
import { defineRoute } from '@/lib/http/define-route'
import { logger } from '@/lib/logging/logger'

/** A page failed in the browser; the answer is the number under which the log has it. */
export const POST = defineRoute({
  access: 'session',
  activity: false,
  whileLocked: true,
  input: { body: pageFaultInput },
  output: pageFaultOutput,
  handle: ({ input, requestId }) => {
    logger.error('page failed in the browser', { requestId, errorName: input.body.errorName })
    return { number: requestId }
  },
})
