import { rmSync } from 'node:fs'
import path from 'node:path'
import { auditEvents } from '@/lib/audit/events'
import { recordAlone } from '@/lib/audit/record-event'
import { verifyChain } from '@/lib/audit/verify-chain'
import { checkTrail } from '@/lib/audit/watch-trail'
import { ownedRun } from '@/lib/consult/consult-store'
import { startRun } from '@/lib/consult/start-run'
import { db } from '@/lib/db/client'
import { AppError } from '@/lib/errors/app-error'
import { errorSentence } from '@/lib/http/problem'
import { FakeEngine } from '@/lib/testing/fake-engine'
import { fill } from '@/lib/testing/fill-disk'
import { madeUpActor } from '@/lib/testing/made-up-actor'
import { installEngine } from '@/lib/testing/process-parts'
import { signOutOnFullDisk } from '@/lib/testing/sign-out-on-full-disk'
import { createTestState } from '@/lib/testing/test-state'

/**
 * A portal without pages in a process of its own, for faults that are made from outside: `commits N` writes N records
 * under an observer of system calls; `full` and `sign-out` live on a disk that runs full and gets space again. Prints
 * one JSON object.
 */
const actor = madeUpActor({ departmentId: null })
const engine = new FakeEngine()
installEngine(engine)

/** Asks and waits for the end: `answered`, or the status and sentence of the refusal. */
async function ask(): Promise<string> {
  try {
    const { runId } = await startRun({ question: '胸痛' }, { actor, requestId: 'q' })
    await ownedRun(runId, actor.sessionId).finished
    return 'answered'
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return `${error.status} ${errorSentence(error.code, 'zh-CN', error.params)}`
  }
}

async function commits(count: number): Promise<object> {
  if ((await checkTrail()) !== null) throw new Error('the trail is at fault')
  for (let n = 0; n < count; n++) {
    await recordAlone({ event: auditEvents['system.stopped'], outcome: 'ok', actor: null })
  }
  return { commits: await (await db()).auditEvent.count() }
}

async function full(dir: string): Promise<object> {
  const value = JSON.stringify({ questionsPerHour: 1000 })
  await (await db()).policy.create({ data: { key: 'limits', value, updatedAt: new Date() } })
  const before = await ask()
  const filler = path.join(dir, 'filler')
  let refusal = 'answered'
  for (let tries = 0; tries < 500 && refusal === 'answered'; tries++) {
    fill(filler)
    refusal = await ask()
  }
  const calls = engine.calls.length
  const again = await ask()
  const readable = (await verifyChain()).ok
  const modelAsked = engine.calls.length - calls
  rmSync(filler)
  const after = await ask()
  return { before, refusal, again, modelAsked, readable, after, whole: (await verifyChain()).ok }
}

const [what, count] = process.argv.slice(2)
const state = createTestState()
const result =
  what === 'full'
    ? await full(state.dir)
    : what === 'sign-out'
      ? await signOutOnFullDisk(state.dir)
      : await commits(Number(count))
await state.remove()
process.stdout.write(JSON.stringify(result))
