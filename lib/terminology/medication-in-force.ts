import 'server-only'
import {
  applyHospital,
  hospitalTablesSchema,
  NO_HOSPITAL_TABLES,
  UNCHANGED,
  type HospitalState,
  type HospitalTables,
} from '@/lib/clinical/medication/hospital-tables'
import type { MedicationTables } from '@/lib/clinical/medication/medication-tables'
import { db, type Tx } from '@/lib/db/client'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import { processSingleton } from '@/lib/shared/process-singleton'

interface InForce {
  key: string
  state: HospitalState
  tables: MedicationTables | null
}

const kept = () =>
  processSingleton('medication-in-force', (): { now: InForce } => ({
    now: { key: '', state: UNCHANGED, tables: null },
  }))

/**
 * The hospital's own rows of a version, or null where its text is not of the form of this version of the portal: then the portal's
 * own rows hold alone, and checks name the version without it.
 */
async function contentOf(tx: Tx, number: number): Promise<HospitalTables | null> {
  const where = { number }
  const { content } = await tx.medicationVersion.findUniqueOrThrow({ where, select: { content: true } })
  try {
    return hospitalTablesSchema.parse(JSON.parse(content))
  } catch (error) {
    logger.error('the medication tables of the hospital cannot be read', {
      component: 'terminology',
      ...faultFields(error),
    })
    return null
  }
}

async function readInForce(): Promise<InForce> {
  const client = await db()
  const version = await client.medicationVersion.findFirst({
    where: { state: 'in_force' },
    select: { number: true, sha256: true },
  })
  const switches = await client.medicationSwitch.findMany({
    select: { row: true, restoredAt: true },
    orderBy: { id: 'asc' },
  })
  const off = switches.filter(({ restoredAt }) => restoredAt === null).map(({ row }) => row)
  const changes = 2 * switches.length - off.length
  const key = [version?.number ?? 0, version?.sha256 ?? '', changes, ...off].join(' ')
  const before = kept().now
  if (before.key === key) return before
  const own = version && (await contentOf(client, version.number))
  const number = version && own ? version.number : 0
  const state = { number, tables: own ?? NO_HOSPITAL_TABLES, off, switches: changes }
  const now = { key, state, tables: null }
  kept().now = now
  return now
}

/** What the hospital changed of the medication tables: the same object until that changes. */
export async function medicationState(): Promise<HospitalState> {
  return (await readInForce()).state
}

/** The medication tables in force, compiled once for each version. */
export async function tablesInForce(): Promise<MedicationTables> {
  const now = await readInForce()
  return (now.tables ??= applyHospital(now.state))
}
