import 'server-only'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import { processSingleton } from '@/lib/shared/process-singleton'

export interface EndedSession {
  sessionId: string
}
type Listener = (ended: EndedSession) => void

const listeners = (): Set<Listener> => processSingleton('session-listeners', () => new Set<Listener>())

/** Calls `listener` whenever a session of this process ends, for whatever reason: at once, before its row says so. */
export function onSessionEnded(listener: Listener): void {
  listeners().add(listener)
}

/** Tells every listener that a session has ended. A failing listener does not keep the others from hearing it. */
export function emitSessionEnded(ended: EndedSession): void {
  for (const listener of listeners()) {
    try {
      listener(ended)
    } catch (error) {
      logger.error('a session-end listener failed', { component: 'auth', ...faultFields(error) })
    }
  }
}
