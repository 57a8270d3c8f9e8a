import 'server-only'
import type { MedicationVersion } from '@prisma/client'
import type { z } from 'zod'
import { overlayRows, versionName } from '@/lib/clinical/medication/hospital-tables'
import { WARNING_TABLES } from '@/lib/clinical/medication/table-schema'
import { db } from '@/lib/db/client'
import { VERSION_STATES, type tablesOutput, type TablesVersion } from '@/lib/medication/contract'
import { medicationState } from '@/lib/terminology/medication-in-force'
import type { Actor } from '@/lib/shared/actor'

/** As many of the hospital's versions are listed. */
const VERSIONS_MAX = 50

type Row = Omit<MedicationVersion, 'content'>

/** Names people as lists show them. */
export async function namesOf(
  ids: readonly string[],
): Promise<(id: string) => { id: string; displayName: string }> {
  const where = { id: { in: [...new Set(ids)] } }
  const people = await (await db()).user.findMany({ where, select: { id: true, displayName: true } })
  return (id) => people.find((one) => one.id === id) ?? { id, displayName: '—' }
}

/** Versions of the hospital's tables as pages show them. */
export async function describeVersions(rows: readonly Row[], actor: Actor): Promise<TablesVersion[]> {
  const nameOf = await namesOf(rows.flatMap((row) => [row.proposedById, row.decidedById ?? []].flat()))
  return rows.map((row) => ({
    number: row.number,
    state: VERSION_STATES.find((state) => state === row.state) ?? 'superseded',
    sha256: row.sha256,
    rows: row.rows,
    proposedBy: nameOf(row.proposedById),
    proposedAt: row.proposedAt.toISOString(),
    decidedBy: row.decidedById === null ? null : nameOf(row.decidedById),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    own: row.proposedById === actor.userId,
  }))
}

/** The tables in force with their counts, and the hospital's versions, newest first. */
export async function listTables(actor: Actor): Promise<z.infer<typeof tablesOutput>> {
  const state = await medicationState()
  const all = overlayRows(state.tables)
  const off = new Set(state.off)
  const rows = WARNING_TABLES.flatMap((table) => [...all[table]])
  const kept = rows.filter(({ id }) => !off.has(id))
  const found = await (
    await db()
  ).medicationVersion.findMany({ orderBy: { number: 'desc' }, take: VERSIONS_MAX, omit: { content: true } })
  const versions = await describeVersions(found, actor)
  return {
    version: versionName(state),
    inForce: versions.find(({ number }) => number === state.number) ?? null,
    counts: {
      rows: kept.length,
      own: WARNING_TABLES.reduce((sum, table) => sum + (state.tables.rows[table]?.length ?? 0), 0),
      recalled: kept.filter(({ recalled }) => recalled === true).length,
      off: rows.length - kept.length,
    },
    versions,
  }
}
