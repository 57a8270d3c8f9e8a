import { changeModel } from '@/lib/admin/change-model'
import { changeModelInput, listModelsOutput } from '@/lib/admin/models/contract'
import { readModels } from '@/lib/admin/list-models'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: 'system:manage',
  output: listModelsOutput,
  activity: false,
  handle: () => readModels(),
})

export const POST = defineRoute({
  access: 'system:manage',
  input: { body: changeModelInput },
  output: 'empty',
  status: 202,
  confirm: true,
  handle: ({ actor, input, requestId }) => changeModel(input.body, { actor, requestId }),
})
