import 'server-only'
import type { ServerFeature } from '@/lib/feature/define-server'
import { instructionsEvents } from '@/lib/instructions/events'

export const instructionsServer = { events: instructionsEvents } as const satisfies ServerFeature
