import 'server-only'
import { readSeedFile } from '@/lib/auth/seed-file'
import { env } from '@/lib/config/env'
import { inTransaction } from '@/lib/db/client'

/**
 * Fills departments and group mappings from DIRECTORY_SEED_FILE when both tables are empty, and returns true when it did.
 * Throws when the file cannot be read or does not fit.
 */
export async function seedMappings(): Promise<boolean> {
  const file = env().DIRECTORY_SEED_FILE
  if (!file) return false
  const seed = readSeedFile(file)
  return inTransaction(async (tx) => {
    if ((await tx.department.count()) + (await tx.groupMapping.count()) > 0) return false
    const ids = new Map<string, string>()
    for (const department of seed.departments) {
      ids.set(department.code, (await tx.department.create({ data: department })).id)
    }
    for (const { groupDn, role, department } of seed.mappings) {
      const departmentId = department === undefined ? null : ids.get(department)
      if (departmentId === undefined) throw new Error('The seed file maps a group to an unknown department.')
      await tx.groupMapping.create({ data: { groupDn, role: role ?? null, departmentId } })
    }
    return true
  })
}
