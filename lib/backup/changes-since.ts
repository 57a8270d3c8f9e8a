import 'server-only'
import { existsSync } from 'node:fs'
import type Database from 'better-sqlite3'
import { z } from 'zod'
import { mirroredRecords } from '@/lib/audit/mirror-files'
import { CHANGE_EVENTS, type ChangeKind } from '@/lib/backup/change-events'
import { statePath } from '@/lib/config/env'
import { openReadOnly } from '@/lib/db/read-only'

/** A change that was made after a backup. */
export interface Change {
  kind: ChangeKind
  /** Number of its record, and its time in ISO 8601. */
  id: number
  at: string
  event: string
  /** Who made it, or how an operator on the server named themselves; empty for the portal itself. */
  by: string
  /** What was changed: a name where the present database still tells it, else an id; empty where the record names none. */
  what: string
}

/** Where the present database, which may be a newer version's, tells the name of what a detail names by its id. */
const NAMES: readonly (readonly [field: string, sql: string])[] = [
  ['userId', 'SELECT displayName AS name FROM User WHERE id = ?'],
  [
    'templateId',
    `SELECT json_extract(definition, '$.name') AS name FROM TemplateVersion WHERE templateId = ? ORDER BY number DESC LIMIT 1`,
  ],
  ['editionId', 'SELECT title AS name FROM LibraryEdition WHERE id = ?'],
  ['siteId', 'SELECT name FROM LibrarySite WHERE id = ?'],
]
/** Fields of details that are names themselves. */
const PLAIN = ['key', 'row', 'version', 'kind', 'changeId', 'proposalId', 'fingerprint']

type Detail = Readonly<Record<string, unknown>>

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : ''

/** The name of a row; its id where the table is not as this version knows it, or holds none. */
function nameOf(database: Database.Database, sql: string, id: string): string {
  try {
    const row = database.prepare(sql).get(id) as { name: string } | undefined
    return row?.name ?? id
  } catch {
    return id
  }
}

const groupOf = (side: unknown): string => {
  const { group, nameZh } = (side ?? {}) as { group?: unknown; nameZh?: unknown }
  return textOf(group) || textOf(nameZh)
}

function whatOf(detail: Detail, database: Database.Database | null): string {
  for (const [field, sql] of NAMES) {
    const id = textOf(detail[field])
    if (id !== '') return database ? nameOf(database, sql, id) : id
  }
  const named = groupOf(detail['after']) || groupOf(detail['before'])
  return named || PLAIN.map((field) => textOf(detail[field])).find((text) => text !== '') || ''
}

const rowSchema = z.object({
  id: z.int(),
  at: z.coerce.date(),
  event: z.string(),
  outcome: z.string().nullable(),
  actorName: z.string().nullable(),
  modelId: z.string().nullable(),
  detail: z.string().nullable(),
})

function changeOf(record: unknown, database: Database.Database | null): Change[] {
  const { id, at, event, outcome, actorName, modelId, detail } = rowSchema.parse(record)
  const kind = CHANGE_EVENTS[event]
  const told = JSON.parse(detail ?? '{}') as Detail
  // Templates that come with the portal come again.
  if (!kind || outcome !== 'ok' || told['builtIn'] === true) return []
  return [
    {
      kind,
      id,
      at: at.toISOString(),
      event,
      by: actorName ?? textOf(told['name']),
      what: modelId ?? whatOf(told, database),
    },
  ]
}

async function changesOfMirror(upToId: number): Promise<Change[]> {
  const changes: Change[] = []
  for await (const record of mirroredRecords()) {
    if (record && record.id > upToId) changes.push(...changeOf(record, null))
  }
  return changes
}

/**
 * Changes of rights, policies, keys, releases of models, templates, documents and medication tables that the trail tells of after a
 * record: what a restore of a backup that ends there takes back, the oldest first. Read from the present database, from the mirror
 * where there is none. Throws what SQLite or the file system throws.
 */
export async function changesSince(upToId: number): Promise<Change[]> {
  if (!existsSync(statePath('innerward.db'))) return changesOfMirror(upToId)
  const database = openReadOnly()
  try {
    const events = Object.keys(CHANGE_EVENTS)
    const places = events.map(() => '?').join(', ')
    const sql = `SELECT id, at, event, outcome, actorName, modelId, detail FROM AuditEvent WHERE id > ? AND event IN (${places}) ORDER BY id`
    return database
      .prepare(sql)
      .all(upToId, ...events)
      .flatMap((row) => changeOf(row, database))
  } finally {
    database.close()
  }
}
