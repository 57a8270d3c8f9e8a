import 'server-only'
import { once } from 'node:events'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import type { AuditRecord } from '@/lib/audit/contract'
import { toAuditRecord } from '@/lib/audit/record-columns'
import { recordAlone } from '@/lib/audit/record-event'
import { syslogFrame } from '@/lib/audit/syslog-frame'
import { env, statePath } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import { errorName, logger } from '@/lib/logging/logger'
import { processSingleton } from '@/lib/shared/process-singleton'

const PAGE = 500
const LARGEST_FILE_BYTES = 64 * 1024 * 1024
const FILE = /^\d{4}-\d{2}-\d{2}(-\d{3})?\.jsonl$/

interface Mirror {
  lastId: number | null
  failing: boolean
  busy: Promise<void> | null
}
const mirror = (): Mirror =>
  processSingleton('audit-mirror', () => ({ lastId: null, failing: false, busy: null }))

const folder = (): string => statePath('audit-mirror')

/** The last whole line of the newest file, or null: where a crash or a removed folder left the mirror. */
function lastMirrored(): Pick<AuditRecord, 'id' | 'mac'> | null {
  if (!existsSync(folder())) return null
  const newest = readdirSync(folder())
    .filter((name) => FILE.test(name))
    .sort()
    .at(-1)
  if (!newest) return null
  const lines = readFileSync(path.join(folder(), newest), 'utf8').split('\n')
  const last = lines.slice(0, -1).at(-1)
  return last ? (JSON.parse(last) as AuditRecord) : null
}

/** The record after which the mirror goes on. After a restore the trail is shorter, and it goes on with the restore. */
async function lastMirroredId(): Promise<number> {
  const last = lastMirrored()
  if (!last) return 0
  const client = await db()
  const same = await client.auditEvent.findUnique({ where: { id: last.id }, select: { mac: true } })
  if (same?.mac === last.mac) return last.id
  const restored = await client.auditEvent.findFirst({
    where: { event: 'backup.restored' },
    orderBy: { id: 'desc' },
    select: { id: true },
  })
  return restored ? restored.id - 1 : last.id
}

/** The file of a day; a full one is followed by `-001`, `-002` … */
function fileFor(day: string): string {
  for (let part = 0; ; part++) {
    const name = part === 0 ? `${day}.jsonl` : `${day}-${String(part).padStart(3, '0')}.jsonl`
    const file = path.join(folder(), name)
    if (!existsSync(file) || statSync(file).size < LARGEST_FILE_BYTES) return file
  }
}

function appendToFiles(records: readonly AuditRecord[]): void {
  mkdirSync(folder(), { recursive: true, mode: 0o700 })
  const today = new Date().toISOString().slice(0, 10)
  const text = records.map((record) => `${JSON.stringify(record)}\n`).join('')
  appendFileSync(fileFor(today), text, { mode: 0o600 })
}

async function sendToSyslog(records: readonly AuditRecord[], socketPath: string): Promise<void> {
  const socket = net.connect(socketPath)
  await once(socket, 'connect')
  socket.end(records.map(syslogFrame).join(''))
  await once(socket, 'close')
}

async function follow(): Promise<void> {
  const state = mirror()
  let lastId = (state.lastId ??= await lastMirroredId())
  const client = await db()
  for (;;) {
    const rows = await client.auditEvent.findMany({
      where: { id: { gt: lastId } },
      orderBy: { id: 'asc' },
      take: PAGE,
    })
    if (rows.length === 0) return
    const records = rows.map(toAuditRecord)
    const { AUDIT_SYSLOG_SOCKET: socketPath } = env()
    if (socketPath) await sendToSyslog(records, socketPath)
    appendToFiles(records)
    lastId = state.lastId = rows.at(-1)?.id ?? lastId
  }
}

async function noteFailure(error: unknown): Promise<void> {
  const state = mirror()
  if (state.failing) return
  state.failing = true
  logger.error('the audit mirror cannot be written', { errorName: errorName(error) })
  const detail = { job: 'audit_mirror', reason: errorName(error) }
  await recordAlone({ event: 'system.job_failed', outcome: 'failed', actor: null, detail }).catch(
    () => undefined,
  )
}

/**
 * Copies what is new in the trail to `audit-mirror/<day>.jsonl`, in order, and to the syslog socket when one is set.
 * Goes on where it stopped, also after a crash. A mirror that fails never holds up the portal: it is recorded once,
 * shown, and tried again by the next call.
 */
export async function followTrail(): Promise<void> {
  if (!env().AUDIT_MIRROR) return
  const state = mirror()
  state.busy ??= follow()
    .then(() => {
      state.failing = false
    })
    .catch(noteFailure)
    .finally(() => {
      state.busy = null
    })
  await state.busy
}

/** Whether the mirror is on, how many records it lacks, and whether its last attempt failed. */
export async function mirrorState(): Promise<{ on: boolean; behind: number; failing: boolean }> {
  const { lastId, failing } = mirror()
  const newest = await (await db()).auditEvent.findFirst({ orderBy: { id: 'desc' }, select: { id: true } })
  const on = env().AUDIT_MIRROR
  return { on, behind: on ? Math.max(0, (newest?.id ?? 0) - (lastId ?? 0)) : 0, failing }
}
