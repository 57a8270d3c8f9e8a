import 'server-only'
import { existsSync, readFileSync } from 'node:fs'
import { builtInEntries, compileDictionary } from '@/lib/clinical/terms/dictionary'
import { mergeTables } from '@/lib/clinical/terms/merge-tables'
import { TABLE_KINDS, termTableSchema, type TermTable } from '@/lib/clinical/terms/term-table'
import { statePath } from '@/lib/config/env'
import { faultFields } from '@/lib/logging/fault-fields'
import { logger } from '@/lib/logging/logger'
import { setClinicalDictionary } from '@/lib/terminology/clinical-dictionary'

function readTable(file: string): TermTable | null {
  if (!existsSync(file)) return null
  try {
    return termTableSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    logger.error('a terminology table cannot be read', { component: 'terminology', ...faultFields(error) })
    return null
  }
}

/** The tables that the hospital imported, which an operator put there. One that cannot be read is left out and logged. */
export function importedTables(): TermTable[] {
  return TABLE_KINDS.flatMap((kind) => readTable(statePath('terminology', `${kind}.json`)) ?? [])
}

/** Puts the hospital's imported tables in force in this process and returns how many they are. The portal's own always hold. */
export function loadTerminology(): number {
  const tables = importedTables()
  if (tables.length > 0) setClinicalDictionary(compileDictionary(mergeTables(builtInEntries(), tables)))
  return tables.length
}
