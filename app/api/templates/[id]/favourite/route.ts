import { defineRoute } from '@/lib/http/define-route'
import { favouriteInput, templateParams } from '@/lib/templates/contract'
import { templates } from '@/lib/templates/feature'
import { markFavourite } from '@/lib/templates/mark-favourite'

export const PUT = defineRoute({
  access: templates.permissions['templates:read'],
  input: { params: templateParams, body: favouriteInput },
  output: 'empty',
  handle: ({ actor, input: { params, body } }) => markFavourite({ id: params.id, ...body }, actor),
})
