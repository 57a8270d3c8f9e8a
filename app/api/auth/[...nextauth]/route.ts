import { z } from 'zod'
import { answerNextAuth } from '@/lib/auth/answer-next-auth'
import { defineRoute } from '@/lib/http/define-route'

const route = defineRoute({
  access: 'public',
  input: { params: z.object({ nextauth: z.array(z.string()) }) },
  output: 'stream',
  token: true,
  handle: ({ request, input }) => answerNextAuth(request, input.params.nextauth),
})

export const GET = route
export const POST = route
