import 'server-only'
import type { ServerFeature } from '@/lib/feature/define-server'
import { inferenceEvents } from '@/lib/inference/events'
import { engine } from '@/lib/inference/generate'
import { tellStarter } from '@/lib/inference/tell-starter'

export const inferenceServer = {
  events: inferenceEvents,
  start: () => void tellStarter(engine()),
  stop: () => engine().shutdown(),
} as const satisfies ServerFeature
