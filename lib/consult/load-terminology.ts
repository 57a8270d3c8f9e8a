import 'server-only'
import { existsSync, readFileSync } from 'node:fs'
import { builtInEntries, compileDictionary } from '@/lib/clinical/terms/dictionary'
import { mergeTables } from '@/lib/clinical/terms/merge-tables'
import { TABLE_KINDS, termTableSchema, type TermTable } from '@/lib/clinical/terms/term-table'
import { statePath } from '@/lib/config/env'
import { setClinicalDictionary } from '@/lib/consult/clinical-dictionary'
import { errorName, logger } from '@/lib/logging/logger'

function readTable(file: string): TermTable | null {
  if (!existsSync(file)) return null
  try {
    return termTableSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    logger.error('a terminology table cannot be read', { errorName: errorName(error) })
    return null
  }
}

/** Puts the hospital's imported tables in force. One that cannot be read is left out and logged; the portal's own always hold. */
export function loadTerminology(): number {
  const tables = TABLE_KINDS.map((kind) => readTable(statePath('terminology', `${kind}.json`))).filter(
    (table) => table !== null,
  )
  if (tables.length > 0) setClinicalDictionary(compileDictionary(mergeTables(builtInEntries(), tables)))
  return tables.length
}
