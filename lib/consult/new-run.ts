import 'server-only'
import { randomUUID } from 'node:crypto'
import type { Run } from '@/lib/consult/consult-store'
import { unreviewed } from '@/lib/consult/review-run'
import { engine } from '@/lib/inference/generate'
import type { Actor } from '@/lib/shared/actor'

/** What a turn says from its beginning on of how it was asked. */
type Told = Pick<Run['turn'], 'card' | 'passages' | 'sourcesRequired' | 'replaces' | 'continues'>

/** A run that nothing has happened in yet, as its owner sees it from then on. */
export function newRun(
  conversationId: string,
  { actor, requestId }: { actor: Actor; requestId: string },
  {
    reading,
    locale,
    prompt,
    intake,
    unreadSeconds,
    codes,
    told,
  }: Pick<Run, 'reading' | 'locale' | 'prompt' | 'intake' | 'codes'> & { unreadSeconds: number; told: Told },
): Run {
  const id = randomUUID()
  return {
    id,
    conversationId,
    sessionId: actor.sessionId,
    requestId,
    locale,
    actor: { userId: actor.userId, displayName: actor.displayName, departmentId: actor.departmentId },
    turn: {
      runId: id,
      question: reading.text,
      askedAt: new Date().toISOString(),
      state: 'running',
      thought: '',
      sections: [],
      queue: null,
      done: null,
      error: null,
      context: null,
      modelName: null,
      standing: engine().status().model.standing,
      terms: [],
      links: [],
      ...told,
      ...unreviewed(),
      lastEventId: 0,
    },
    reading,
    prompt,
    codes,
    intake,
    events: [],
    listeners: new Set(),
    releases: new Map(),
    controller: new AbortController(),
    attendance: { seconds: unreadSeconds, timer: undefined, unread: false },
    wiped: false,
    finished: Promise.resolve(),
  }
}
