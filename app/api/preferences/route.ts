import { defineRoute } from '@/lib/http/define-route'
import { changePreferences } from '@/lib/preferences/change-preferences'
import { changePreferencesInput, preferencesSchema } from '@/lib/preferences/contract'
import { preferences } from '@/lib/preferences/feature'

export const PUT = defineRoute({
  access: preferences.permissions['preferences:change'],
  input: { body: changePreferencesInput },
  output: preferencesSchema,
  handle: ({ actor, input }) => changePreferences(actor, input.body),
})
