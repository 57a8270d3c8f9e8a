import 'server-only'
import type { ServerFeature } from '@/lib/feature/define-server'
import { operationsEvents } from '@/lib/operations/events'

export const operationsServer = { events: operationsEvents } as const satisfies ServerFeature
