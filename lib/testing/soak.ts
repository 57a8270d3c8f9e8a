import type { Actor } from '@/lib/shared/actor'
import { consultStore, ownedConversation, ownedRun, type Run } from '@/lib/consult/consult-store'
import { startRun } from '@/lib/consult/start-run'
import { streamRun } from '@/lib/consult/stream-run'
import { wipeConversation } from '@/lib/consult/wipe-conversation'
import { db } from '@/lib/db/client'
import { madeUpActor } from '@/lib/testing/made-up-actor'
import { randomOf } from '@/lib/testing/seeded-random'

/** Answers of a few tokens: what is soaked is the machinery, not the model. */
const BUDGETS = { thought: 4, definition: 4, mechanism: 4, differential: 4, recommendation: 4 }
const PEOPLE = 4
/** Nobody here has signed in: a look for the session would end the stream. */
const NO_SESSION_CHECK = { heartbeatMs: 10_000, sessionCheckMs: 24 * 60 * 60 * 1000 }
const read = (run: Run, after: number): Response => streamRun(run, after, { timing: NO_SESSION_CHECK })
const BEHAVIOURS = ['read', 'read', 'stop', 'resume', 'close', 'wipe'] as const
type Behaviour = (typeof BEHAVIOURS)[number]

export interface SoakReport {
  runs: number
  /** Streams that were read to their end, and how many of them had not exactly one `done` or `error`. */
  streams: { whole: number; wrong: number }
  /** Runs with a listener or reader left. */
  leakedListeners: number
  /** Runs that still owe a record, and started ones whose record is not closed by exactly one other. */
  openRuns: number
  openRecords: number
}

const actorOf = (index: number) =>
  madeUpActor({
    userId: `u${index}`,
    username: `doctor.${index}`,
    displayName: `Doctor ${index}`,
    departmentId: `d${index % 2}`,
    locale: 'en',
    sessionId: `s${index}`,
  })

/** Reads until `pieces` chunks came, then closes the connection. Returns what came. */
async function readPart(run: Run, after: number, pieces: number): Promise<string> {
  const reader = read(run, after).body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  for (let i = 0; reader && i < pieces; i += 1) {
    const { value, done } = (await reader.read()) as { value?: Uint8Array; done: boolean }
    if (done) return text
    text += decoder.decode(value)
  }
  await reader?.cancel()
  return text
}

const endsOf = (text: string): number => (text.match(/^event: (done|error)$/gm) ?? []).length
const lastId = (text: string): number => Number([...text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? 0)

class Soak {
  whole = 0
  wrong = 0
  leaked = 0

  constructor(private readonly random: () => number) {}

  async oneRun(actor: Actor, behaviour: Behaviour): Promise<void> {
    const template = { version: 'builtin-soak@1', addendum: '', budgets: BUDGETS }
    const question = `Case ${Math.floor(this.random() * 1000)}: ${'pain '.repeat(Math.floor(this.random() * 20))}`
    const { runId, conversationId } = await startRun({ question, template }, { actor, requestId: 'soak' })
    const run = ownedRun(runId, actor.sessionId)
    const pieces = 1 + Math.floor(this.random() * 6)
    if (behaviour === 'read') this.count(await read(run, 0).text())
    if (behaviour === 'stop') {
      await readPart(run, 0, pieces)
      run.controller.abort()
      this.count(await read(run, 0).text())
    }
    if (behaviour === 'resume') {
      const first = await readPart(run, 0, pieces)
      this.count(first + (await read(run, lastId(first)).text()))
    }
    if (behaviour === 'close') await readPart(run, 0, pieces)
    if (behaviour === 'wipe') {
      await readPart(run, 0, pieces)
      wipeConversation(ownedConversation(conversationId, actor.sessionId))
    }
    await run.finished
    if (run.listeners.size > 0) this.leaked += 1
  }

  private count(text: string): void {
    this.whole += 1
    if (endsOf(text) !== 1) this.wrong += 1
  }
}

async function openRecords(): Promise<number> {
  const client = await db()
  const events = await client.auditEvent.findMany({ where: { runId: { not: null } } })
  const count = (name: string, runId: string | null): number =>
    events.filter(({ event, ...record }) => event === name && record.runId === runId).length
  const runs = new Set(events.map(({ runId }) => runId))
  return [...runs].filter((id) => count('consult.started', id) !== 1 || count('consult.finished', id) !== 1)
    .length
}

/**
 * Several people ask, read, stop, close their tab, come back and wipe, at random, until `runs` questions were asked.
 * Everything is real: the engine in the process-wide place, the audit trail, the streams. `onRun` is told the number
 * of runs that ended.
 */
export async function soak(runs: number, seed: number, onRun: (ended: number) => void): Promise<SoakReport> {
  const random = randomOf(seed)
  const soaking = new Soak(random)
  let begun = 0
  let ended = 0
  const person = async (index: number): Promise<void> => {
    while (begun < runs) {
      begun += 1
      const behaviour = BEHAVIOURS[Math.floor(random() * BEHAVIOURS.length)] ?? 'read'
      await soaking.oneRun(actorOf(index), behaviour)
      ended += 1
      onRun(ended)
    }
  }
  await Promise.all(Array.from({ length: PEOPLE }, (_, index) => person(index)))
  return {
    runs: ended,
    streams: { whole: soaking.whole, wrong: soaking.wrong },
    leakedListeners: soaking.leaked,
    openRuns: consultStore().active.size,
    openRecords: await openRecords(),
  }
}
