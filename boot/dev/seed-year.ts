import { setClock, STARTED_MS } from '@/boot/dev/past-clock'
import { randomUUID } from 'node:crypto'
import { planYear, type PlannedQuestion } from '@/boot/dev/plan-year'
import { seedUse, type LookedUp } from '@/boot/dev/seed-use'
import { recordAlone } from '@/lib/audit/record-event'
import { checkTrail } from '@/lib/audit/watch-trail'
import people from '@/lib/auth/demo-people.json'
import { seedMappings } from '@/lib/auth/seed-directory-mappings'
import { consultEvents } from '@/lib/consult/events'
import { db } from '@/lib/db/client'
import { rowIdFor } from '@/lib/testing/people'
import { randomOf } from '@/lib/testing/seeded-random'

/**
 * Writes a year of questions, made up, into the trail of `npm run dev`, signed as the real ones are. A process of its own, because
 * its clock walks through that year. It writes nothing where there are questions already.
 */
const SEED = 20_261_129
const ANSWERED_MS = 40_000
/** A day more than the year that is planned. */
const YEAR_MS = 366 * 24 * 3_600_000

/** Invented doctors of a department; those of the demo directory come first. */
function doctorsOf(department: { id: string; code: string }) {
  const known = people.people.filter(({ groups }) => groups.includes(`dept-${department.code}`))
  return Array.from({ length: 8 }, (_, i) => ({
    userId: rowIdFor(`dev${department.code}${i}`).slice(0, 25),
    displayName: known[i]?.cn ?? `演示医师${'甲乙丙丁戊己庚辛'[i] ?? ''}`,
    departmentId: department.id,
  }))
}

async function record(question: PlannedQuestion, actor: ReturnType<typeof doctorsOf>[number]): Promise<void> {
  const runId = randomUUID()
  const { outcome, missingFacts, findings, answerTokens, queueMs, firstTokenMs, passages } = question
  setClock(question.atMs)
  await recordAlone({
    event: consultEvents['consult.started'],
    outcome: 'ok',
    actor,
    runId,
    detail: { missingFacts, identifiersMasked: 0, passagesOffered: passages },
  })
  setClock(question.atMs + ANSWERED_MS)
  await recordAlone({
    event: consultEvents['consult.finished'],
    outcome,
    actor,
    runId,
    answerTokens,
    queueMs,
    firstTokenMs,
    detail: { acknowledgeable: outcome === 'complete', findings, redFlags: [] },
  })
  if (outcome !== 'complete' || !question.acknowledged) return
  await recordAlone({
    event: consultEvents['answer.acknowledged'],
    outcome: 'ok',
    actor,
    runId,
    detail: { kind: 'answer' },
  })
}

async function seedYear(): Promise<void> {
  const client = await db()
  const asked = await client.auditEvent.count({ where: { event: consultEvents['consult.finished'].name } })
  if (asked > 0) return
  await checkTrail()
  setClock(STARTED_MS - YEAR_MS)
  await seedMappings()
  const departments = await client.department.findMany({ orderBy: { code: 'asc' } })
  const doctors = departments.map(doctorsOf)
  const lookedUp: LookedUp[] = []
  let freeAt = 0
  for (const question of planYear(randomOf(SEED), STARTED_MS - 2 * ANSWERED_MS, departments.length)) {
    // Records stand in the order of time.
    const atMs = Math.max(question.atMs, freeAt)
    freeAt = atMs + ANSWERED_MS
    const actor = doctors[question.department]?.[question.doctor]
    if (!actor) continue
    await record({ ...question, atMs }, actor)
    const { passages, cites } = question
    lookedUp.push({ atMs, departmentId: actor.departmentId, passages, cites })
  }
  await seedUse(lookedUp)
}

await seedYear()
await (await db()).$disconnect()
