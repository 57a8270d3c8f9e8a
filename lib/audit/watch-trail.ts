import 'server-only'
import { statSync, type Stats } from 'node:fs'
import { checkHeight } from '@/lib/audit/check-height'
import { HEIGHT_FAULTS, type HeightFault } from '@/lib/audit/loss'
import { statePath } from '@/lib/config/env'
import { db } from '@/lib/db/client'
import { openReadOnly } from '@/lib/db/read-only'
import { logger } from '@/lib/logging/logger'
import { processSingleton } from '@/lib/shared/process-singleton'

/** What is wrong with the file of the trail: nothing may be recorded, so nothing may be done, while it lasts. */
export type TrailFault = 'missing' | 'replaced' | 'read_only' | 'unreadable' | 'record_lost' | HeightFault

/** Whether the file is sound but the trail in it is not the one that was written: that waits for somebody to accept it. */
export const isHeightFault = (fault: TrailFault): fault is HeightFault =>
  HEIGHT_FAULTS.some((known) => known === fault)

interface Watch {
  /** Device and inode that the portal opened. */
  file: string | null
  /** Id of the newest record that both readers have agreed on. */
  seen: number
  fault: TrailFault | null
}
const watch = (): Watch => processSingleton('trail-watch', () => ({ file: null, seen: 0, fault: null }))

/** The fault found by the last check, or null. */
export const trailFault = (): TrailFault | null => watch().fault

const OWNER_MAY_WRITE = 0o200

function statOrNull(file: string): Stats | null {
  try {
    return statSync(file)
  } catch {
    return null
  }
}

/** The file must be the one that was opened, under its own name, and open to writing. */
function checkFile(): TrailFault | null {
  const stats = statOrNull(statePath('innerward.db'))
  if (!stats) return 'missing'
  const identity = `${stats.dev}:${stats.ino}`
  const state = watch()
  state.file ??= identity
  if (identity !== state.file) return 'replaced'
  return (stats.mode & OWNER_MAY_WRITE) === 0 ? 'read_only' : null
}

function macFor(id: number): string | null {
  const reader = openReadOnly()
  try {
    const row = reader.prepare('SELECT mac FROM AuditEvent WHERE id = ?').get(id) as
      | { mac: string }
      | undefined
    return row?.mac ?? null
  } finally {
    reader.close()
  }
}

/** The newest record of the writing connection must be there for one that has just opened the file. */
async function checkRecord(): Promise<TrailFault | null> {
  const client = await db()
  const last = await client.auditEvent.findFirst({ orderBy: { id: 'desc' }, select: { id: true, mac: true } })
  const state = watch()
  if ((last?.id ?? 0) < state.seen) return 'record_lost'
  if (last && macFor(last.id) !== last.mac) return 'record_lost'
  state.seen = last?.id ?? 0
  return null
}

const checkContent = async (): Promise<TrailFault | null> => (await checkHeight()) ?? (await checkRecord())

/**
 * Checks that the trail's file is the one that was opened, that it reaches the mark of its height kept outside it, and
 * that a reader of its own sees the newest record there; until that holds again, nothing can be recorded and so nothing audited is done. Meant to run every few seconds, and
 * once before the first request. Returns the fault, or null.
 */
export async function checkTrail(): Promise<TrailFault | null> {
  const state = watch()
  const former = state.fault
  state.fault = checkFile() ?? (await checkContent().catch(() => 'unreadable' as const))
  if (state.fault && state.fault !== former) {
    logger.error('the audit trail cannot be relied on: the portal has stopped serving', {
      state: state.fault,
    })
  }
  if (former && !state.fault) logger.warn('the audit trail can be relied on again: the portal serves')
  return state.fault
}
