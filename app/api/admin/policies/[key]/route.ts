import { z } from 'zod'
import { POLICY_KEYS } from '@/boot/features'
import { auth } from '@/lib/auth/feature'
import { changeOutput, changePolicyInput } from '@/lib/rights/contract'
import { proposeChange } from '@/lib/rights/four-eyes'
import { defineRoute } from '@/lib/http/define-route'

export const PUT = defineRoute({
  access: auth.permissions['security:manage'],
  input: { params: z.object({ key: z.enum(POLICY_KEYS) }), body: changePolicyInput },
  output: changeOutput,
  confirm: true,
  handle: ({ actor, input: { params, body }, requestId }) =>
    proposeChange({ kind: 'policy', key: params.key, ...body }, { actor, requestId }),
})
