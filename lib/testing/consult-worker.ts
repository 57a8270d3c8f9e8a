import { consultEvents } from '@/lib/consult/events'
import { recoverInterruptedRuns } from '@/lib/audit/recover-interrupted-runs'
import type { Actor } from '@/lib/shared/actor'
import { ownedRun } from '@/lib/consult/consult-store'
import { startRun } from '@/lib/consult/start-run'
import { streamRun } from '@/lib/consult/stream-run'
import { installEngine, installPart } from '@/lib/testing/process-parts'
import { testReader } from '@/lib/testing/test-state'

installPart('reader-bundle', testReader)

/**
 * A portal without pages, to be killed in the middle: asks question after question and prints one line for each thing
 * a reader was told, `started RUN`, `text RUN`, `done RUN RECORD`, right after it was told. The engine is a stand-in,
 * since a thousand answers of the real one would take hours; everything around it is real.
 */
const say = (...words: string[]): void => {
  process.stdout.write(`${words.join(' ')}\n`)
}

function actorOf(index: number): Actor {
  return {
    userId: `u${index}`,
    username: `doctor.${index}`,
    displayName: `Doctor ${index}`,
    departmentId: null,
    roles: [{ role: 'doctor', departmentId: null }],
    locale: 'zh-CN',
    sessionId: `s${index}`,
    locked: false,
  }
}

async function askForEver(index: number): Promise<never> {
  const actor = actorOf(index)
  for (;;) {
    const { runId } = await startRun({ question: '胸痛' }, { actor, requestId: `q${index}` })
    say('started', runId)
    const text = streamRun(ownedRun(runId, actor.sessionId), 0).body
    let seen = ''
    for await (const bytes of text ?? []) {
      const part = Buffer.from(bytes as Uint8Array).toString()
      if (part.includes('event: delta')) say('text', runId)
      seen += part
    }
    say('done', runId, /"recordId":"([^"]+)"/.exec(seen)?.[1] ?? 'none')
  }
}

installEngine()
await recoverInterruptedRuns(consultEvents['consult.started'], consultEvents['consult.finished'])
await Promise.all([0, 1, 2, 3].map(askForEver))
