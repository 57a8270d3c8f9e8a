import 'server-only'
import { auditEvents } from '@/lib/audit/events'
import {
  appendToMirror,
  mendMirror,
  mirrorEnd,
  mirroredRecords,
  putMirrorAside,
} from '@/lib/audit/mirror-files'
import { recordAlone } from '@/lib/audit/record-event'
import { recordJobFailed } from '@/lib/audit/record-job-failed'
import { toAuditRecord } from '@/lib/audit/record-columns'
import { readSyslogPosition, sendToSyslog, writeSyslogPosition } from '@/lib/audit/syslog'
import { env } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import { processSingleton } from '@/lib/shared/process-singleton'

const PAGE = 500

interface Mirror {
  /** The last record in the files and the last one sent to syslog; null until both are looked up. */
  lastId: number | null
  sentId: number | null
  failing: boolean
  busy: Promise<void> | null
}
const mirror = (): Mirror =>
  processSingleton('audit-mirror', () => ({ lastId: null, sentId: null, failing: false, busy: null }))

const newestId = async (): Promise<number> =>
  (await (await db()).auditEvent.findFirst({ orderBy: { id: 'desc' }, select: { id: true } }))?.id ?? 0

/**
 * Whether a copy that ends with this record is a copy of this trail. A record that the trail lacks, but has later ones,
 * was removed by retention or is in a gap that somebody accepted. Throws when the copy is ahead of the trail.
 */
async function fits({ id, mac }: { id: number; mac: string }): Promise<boolean> {
  const row = await (await db()).auditEvent.findUnique({ where: { id }, select: { mac: true } })
  if (row) return row.mac === mac
  if ((await newestId()) < id) throw new RangeError('the copy is ahead of the trail')
  return true
}

async function startAnew(): Promise<number> {
  const detail = { movedTo: putMirrorAside() }
  logger.warn('the audit mirror did not fit the trail: it was put aside and begins anew')
  await recordAlone({ event: auditEvents['audit.mirror_restarted'], outcome: 'ok', actor: null, detail })
  return 0
}

/** The record after which the files go on. A mirror that is not one of this trail is put aside, and a new one begun. */
async function lastMirroredId(): Promise<number> {
  mendMirror()
  const end = mirrorEnd()
  if (end === null) return 0
  return end !== 'damaged' && (await fits(end)) ? end.id : startAnew()
}

/** The record after which syslog goes on; before positions were kept it was that of the files. */
async function lastSentId(mirroredId: number): Promise<number> {
  const position = readSyslogPosition()
  if (!position) return mirroredId
  return (await fits(position)) ? position.id : 0
}

type Rows = Awaited<ReturnType<Awaited<ReturnType<typeof db>>['auditEvent']['findMany']>>

async function eachPage(afterId: number, write: (rows: Rows) => Promise<void>): Promise<void> {
  const client = await db()
  for (let lastId = afterId; ;) {
    const rows = await client.auditEvent.findMany({
      where: { id: { gt: lastId } },
      orderBy: { id: 'asc' },
      take: PAGE,
    })
    if (rows.length === 0) return
    await write(rows)
    lastId = rows.at(-1)?.id ?? lastId
  }
}

/** A line holds the whole row, so that its mac can be checked and the row be put back. */
const asLine = (row: Rows[number]): string =>
  JSON.stringify({ ...toAuditRecord(row), bootId: row.bootId, monoMs: row.monoMs })

async function follow(): Promise<void> {
  const state = mirror()
  const lastId = (state.lastId ??= await lastMirroredId())
  const { AUDIT_SYSLOG_SOCKET: socketPath } = env()
  if (socketPath) {
    const sentId = (state.sentId ??= await lastSentId(lastId))
    await eachPage(sentId, async (rows) => {
      await sendToSyslog(rows.map(toAuditRecord), socketPath)
      const { id = sentId, mac = '' } = rows.at(-1) ?? {}
      writeSyslogPosition({ id, mac })
      state.sentId = id
    })
  }
  await eachPage(lastId, (rows) => {
    appendToMirror(rows.map(asLine))
    state.lastId = rows.at(-1)?.id ?? lastId
    return Promise.resolve()
  })
}

async function noteFailure(error: unknown): Promise<void> {
  const state = mirror()
  if (state.failing) return
  state.failing = true
  logger.error('the audit mirror cannot be written', { component: 'audit', ...faultFields(error) })
  await recordJobFailed('audit_mirror', error)
}

function exclusively(work: () => Promise<void>): Promise<void> {
  const state = mirror()
  state.busy ??= work()
    .then(() => {
      state.failing = false
    })
    .catch(noteFailure)
    .finally(() => {
      state.busy = null
    })
  return state.busy
}

/**
 * Copies what is new in the trail to `audit-mirror/<day>.jsonl`, in order, and to the syslog socket when one is set.
 * Goes on where each of them stopped, also after a crash. A mirror that fails never holds up the portal: it is recorded
 * once, shown, and tried again by the next call.
 */
export async function followTrail(): Promise<void> {
  if (env().AUDIT_MIRROR) await exclusively(follow)
}

/** Whether every record of the trail is in the files, under its mac; read line by line, a page of records at a time. */
async function holdsTrail(): Promise<boolean> {
  const client = await db()
  const pruned = await client.auditTombstone.findFirst({ orderBy: { upToId: 'desc' } })
  let checkedTo = pruned?.upToId ?? 0
  let page = new Map<number, string>()
  const check = async (): Promise<boolean> => {
    const upTo = Math.max(checkedTo, ...page.keys())
    const where = { id: { gt: checkedTo, lte: upTo } }
    const rows = await client.auditEvent.findMany({ where, select: { id: true, mac: true } })
    const same = rows.every(({ id, mac }) => page.get(id) === mac)
    checkedTo = upTo
    page = new Map()
    return same
  }
  for await (const record of mirroredRecords()) {
    if (!record) return false
    if (record.id <= checkedTo) continue
    page.set(record.id, record.mac)
    if (page.size >= PAGE && !(await check())) return false
  }
  return check()
}

/**
 * Compares where the files end with the trail, and, if `wholly`, every line of them. What lacks at the end is written by
 * the next `followTrail`; files that do not fit are put aside under a name that says so, and written anew.
 */
export async function compareMirror({ wholly = false } = {}): Promise<void> {
  if (!env().AUDIT_MIRROR) return
  await mirror().busy
  await exclusively(async () => {
    const state = mirror()
    state.lastId = await lastMirroredId()
    if (wholly && !(await holdsTrail())) state.lastId = await startAnew()
  })
}

/** Whether the mirror is on, how many records it lacks, and whether its last attempt failed. */
export async function mirrorState(): Promise<{ on: boolean; behind: number; failing: boolean }> {
  const { lastId, failing } = mirror()
  const on = env().AUDIT_MIRROR
  return { on, behind: on ? Math.max(0, (await newestId()) - (lastId ?? 0)) : 0, failing }
}
