import { changeLocale } from '@/lib/auth/change-locale'
import { changeLocaleInput } from '@/lib/auth/contract'
import { defineRoute } from '@/lib/http/define-route'

export const PUT = defineRoute({
  access: 'session',
  input: { body: changeLocaleInput },
  output: 'stream',
  whileLocked: true,
  handle: async ({ actor, input, requestId }) => {
    const cookie = await changeLocale(actor, input.body.locale)
    const headers = { 'Cache-Control': 'no-store', 'X-Request-Id': requestId, 'Set-Cookie': cookie }
    return new Response(null, { status: 204, headers })
  },
})
