import 'server-only'
import type { ServerFeature } from '@/lib/feature/define-server'
import { medicationEvents } from '@/lib/medication/events'

export const medicationServer = { events: medicationEvents } as const satisfies ServerFeature
