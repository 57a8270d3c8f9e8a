import { auth } from '@/lib/auth/feature'
import { defineRoute } from '@/lib/http/define-route'
import { storageOutput } from '@/lib/library/contract'
import { readStorage } from '@/lib/library/read-storage'

export const GET = defineRoute({
  access: auth.permissions['system:manage'],
  output: storageOutput,
  handle: () => readStorage(),
})
