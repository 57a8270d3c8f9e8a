import 'server-only'
import type { ServerFeature } from '@/lib/feature/define-server'
import { usageEvents } from '@/lib/usage/events'

export const usageServer = { events: usageEvents } as const satisfies ServerFeature
