import { auth } from '@/lib/auth/feature'
import { changeModel } from '@/lib/operations/change-model'
import { changeModelInput, listModelsOutput } from '@/lib/operations/models/contract'
import { readModels } from '@/lib/operations/list-models'
import { defineRoute } from '@/lib/http/define-route'

export const GET = defineRoute({
  access: auth.permissions['system:manage'],
  output: listModelsOutput,
  activity: false,
  handle: () => readModels(),
})

export const POST = defineRoute({
  access: auth.permissions['system:manage'],
  input: { body: changeModelInput },
  output: 'empty',
  status: 202,
  confirm: true,
  handle: ({ actor, input, requestId }) => changeModel(input.body, { actor, requestId }),
})
