import 'server-only'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import type { RoleHeld } from '@/lib/shared/actor'
import { processSingleton } from '@/lib/shared/process-singleton'

export interface EndedSession {
  sessionId: string
  /** Whether what it held is kept for the person's next sign-in, or destroyed now. */
  keeps: boolean
}
/** A session that was opened, or opened again from its lock, after the person proved who they are. */
export interface OpenedSession {
  sessionId: string
  userId: string
}
export interface ChangedRights {
  userId: string
  /** The roles that the person holds now; at least one. */
  roles: readonly RoleHeld[]
}

interface Listeners {
  ended: Set<(ended: EndedSession) => void>
  opened: Set<(opened: OpenedSession) => Promise<unknown>>
  rights: Set<(changed: ChangedRights) => void>
}
const listeners = (): Listeners =>
  processSingleton('session-listeners', () => ({ ended: new Set(), opened: new Set(), rights: new Set() }))

/** A failing listener does not keep the others from hearing it. */
function tell<T>(all: Iterable<(fact: T) => void>, fact: T): void {
  for (const listener of all) {
    try {
      listener(fact)
    } catch (error) {
      logger.error('a session listener failed', { component: 'auth', ...faultFields(error) })
    }
  }
}

/** Calls `listener` whenever a session of this process ends, for whatever reason: at once, before its row says so. */
export function onSessionEnded(listener: (ended: EndedSession) => void): void {
  listeners().ended.add(listener)
}

/** Tells every listener that a session has ended. */
export const emitSessionEnded = (ended: EndedSession): void => tell(listeners().ended, ended)

/** Calls `listener` whenever somebody has signed in or unlocked, and has it done before they go on. */
export function onSessionOpened(listener: (opened: OpenedSession) => Promise<unknown>): void {
  listeners().opened.add(listener)
}

/** Tells every listener that somebody signed in or unlocked. What fails there keeps nobody out. */
export async function emitSessionOpened(opened: OpenedSession): Promise<void> {
  for (const listener of listeners().opened) {
    await listener(opened).catch((error: unknown) => {
      logger.error('a session listener failed', { component: 'auth', ...faultFields(error) })
    })
  }
}

/** Calls `listener` at once whenever the rights of a person who keeps a role have changed. */
export function onRightsChanged(listener: (changed: ChangedRights) => void): void {
  listeners().rights.add(listener)
}

/** Tells every listener that a person's rights have changed. */
export const emitRightsChanged = (changed: ChangedRights): void => tell(listeners().rights, changed)
