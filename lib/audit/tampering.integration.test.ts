import path from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordAlone } from '@/lib/audit/record-event'
import { verifyChain } from '@/lib/audit/verify-chain'
import { writeCheckpoint } from '@/lib/audit/write-checkpoint'
import { consultEvents } from '@/lib/consult/events'
import { db, inTransaction } from '@/lib/db/client'
import { seededRandom } from '@/lib/testing/seeded-random'
import { createTestState, type TestState } from '@/lib/testing/test-state'

const RECORDS = 12
const CASES = 1000

let state: TestState
let database: Database.Database
let columns: string[]
let untouched: Record<string, unknown>[]
beforeAll(async () => {
  state = createTestState()
  const actor = { userId: 'u1', displayName: '李明', departmentId: 'd1' }
  for (let i = 0; i < RECORDS; i++) {
    await recordAlone({
      event: consultEvents['consult.started'],
      outcome: 'ok',
      actor,
      runId: `r${i}`,
      promptTokens: i,
    })
  }
  await inTransaction((tx) => writeCheckpoint(tx, 'periodic'))
  await (await db()).$disconnect()
  database = new Database(path.join(state.dir, 'innerward.db'))
  database.exec('DROP TRIGGER AuditEvent_refuse_update; DROP TRIGGER AuditEvent_refuse_delete')
  columns = (database.pragma('table_info(AuditEvent)') as { name: string }[]).map(({ name }) => name)
  untouched = database.prepare('SELECT * FROM AuditEvent').all() as Record<string, unknown>[]
})
afterAll(async () => {
  database.close()
  await state.remove()
})

const { random: fraction } = seededRandom('tampering')
const random = (below: number): number => Math.floor(fraction() * below)
const id = (): number => 1 + random(RECORDS)

interface Tampering {
  what: string
  sql: string
  firstBadId: number
}

/** One change that somebody with the file could make, and the record that verification must name. */
function tamper(): Tampering {
  const row = id()
  const kind = random(4)
  if (kind === 0) return { what: 'delete', sql: `DELETE FROM AuditEvent WHERE id = ${row}`, firstBadId: row }
  if (kind === 1) {
    const values = columns.map((name) => (name === 'id' ? RECORDS + 1 : name === 'recordId' ? `'new'` : name))
    const sql = `INSERT INTO AuditEvent SELECT ${values.join(', ')} FROM AuditEvent WHERE id = ${row}`
    return { what: 'insert', sql, firstBadId: RECORDS + 1 }
  }
  if (kind === 2) {
    const other = 1 + ((row + random(RECORDS - 1)) % RECORDS)
    const sql = `UPDATE AuditEvent SET id = 999 WHERE id = ${row}; UPDATE AuditEvent SET id = ${row} WHERE id = ${other};
      UPDATE AuditEvent SET id = ${other} WHERE id = 999`
    return { what: 'swap', sql, firstBadId: Math.min(row, other) }
  }
  const changeable = columns.filter((name) => name !== 'id')
  const column = changeable[random(changeable.length)] ?? 'event'
  const value =
    column === 'at' ? `'2020-01-01T00:00:00.000+00:00'` : column === 'monoMs' ? 'monoMs + 1' : `'x'`
  return {
    what: column,
    sql: `UPDATE AuditEvent SET ${column} = ${value} WHERE id = ${row}`,
    firstBadId: row,
  }
}

test(`each of ${CASES} random changes is found, and the first bad record named`, async () => {
  for (let i = 0; i < CASES; i++) {
    const { what, sql, firstBadId } = tamper()
    database.exec(sql)
    expect({ what, sql, ...(await verifyChain()) }).toMatchObject({ ok: false, firstBadId })
    restore()
  }
  expect(await verifyChain()).toMatchObject({ ok: true, records: RECORDS })
})

/** Puts every record back as it was. */
function restore(): void {
  database.exec('DELETE FROM AuditEvent')
  const insert = database.prepare(
    `INSERT INTO AuditEvent (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  )
  database.transaction(() => {
    for (const row of untouched) insert.run(columns.map((name) => row[name]))
  })()
  database.exec(`UPDATE sqlite_sequence SET seq = ${RECORDS} WHERE name = 'AuditEvent'`)
}
