import { randomUUID } from 'node:crypto'
import { listEvents } from '@/lib/audit/list-events'
import { addPiece } from '@/lib/batch/add-piece'
import { ownedJob } from '@/lib/batch/batch-store'
import { createJob } from '@/lib/batch/create-job'
import { startJob } from '@/lib/batch/run-job'
import { db } from '@/lib/db/client'
import { madeUpActor } from '@/lib/testing/made-up-actor'

export const CANARY = '金丝雀病'
export const SUMMARY = `入院日期：3月1日\n出院诊断：1.${CANARY} 2.=cmd|' /C calc'!A0\n出院带药：阿司匹林 100mg 每日一次`
export const actor = madeUpActor()
export const asked = { actor, requestId: 'q1' }

/** Sends a whole file in one piece. */
export function upload(
  id: string,
  { name, content }: { name: string; content: string | Buffer },
  who = asked,
) {
  const bytes = Buffer.from(content)
  return addPiece({ id, name, bytes, file: randomUUID(), offset: 0, size: bytes.length }, who)
}

/** A job of the actor's session with one document for each text. */
export async function jobWith(...texts: string[]) {
  const { id } = await createJob(asked)
  for (const [i, text] of texts.entries()) await upload(id, { name: `${i + 1}.txt`, content: text })
  return { id, job: ownedJob(id, actor.sessionId) }
}

/** Such a job after its work, by rules alone. */
export async function finishedJob(...texts: string[]) {
  const made = await jobWith(...texts)
  await startJob(made.id, false, asked)
  await made.job.finished
  return made
}

/** The trail, oldest first. */
export const events = async () => (await listEvents({ limit: 50 })).records.reverse()
export const named = async (event: string) => (await events()).filter((record) => record.event === event)
/** From here on no record can be written. */
export const loseTrail = async () => (await db()).$executeRaw`ALTER TABLE AuditEvent RENAME TO Gone`
