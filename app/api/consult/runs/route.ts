import { QUESTION_MAX_BODY_BYTES, startRunOutput } from '@/lib/consult/contract'
import { consult } from '@/lib/consult/feature'
import { startRun } from '@/lib/consult/start-run'
import { defineRoute } from '@/lib/http/define-route'
import { findPassages } from '@/lib/library/search-library'
import { countUse } from '@/lib/library/use/count-use'
import { askInput } from '@/lib/templates/contract'
import { fillTemplate } from '@/lib/templates/fill-template'

export const POST = defineRoute({
  access: consult.permissions['consult:ask'],
  input: { body: askInput },
  output: startRunOutput,
  status: 201,
  maxBodyBytes: QUESTION_MAX_BODY_BYTES,
  handle: async ({ actor, input, requestId }) =>
    startRun(await fillTemplate(input.body, actor), { actor, requestId, findPassages, countUse }),
})
