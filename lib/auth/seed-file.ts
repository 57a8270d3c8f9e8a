import 'server-only'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { roleSchema } from '@/lib/shared/actor'

const seedSchema = z
  .strictObject({
    departments: z.array(z.strictObject({ code: z.string(), nameZh: z.string(), nameEn: z.string() })),
    mappings: z.array(
      z.strictObject({
        groupDn: z.string(),
        role: roleSchema.optional(),
        department: z.string().optional(),
      }),
    ),
  })
  .refine(({ departments, mappings }) => {
    const codes = new Set(departments.map(({ code }) => code))
    return mappings.every(({ department }) => department === undefined || codes.has(department))
  })

/** The departments and mappings of DIRECTORY_SEED_FILE. Throws when it cannot be read or does not fit. */
export const readSeedFile = (file: string): z.infer<typeof seedSchema> =>
  seedSchema.parse(JSON.parse(readFileSync(/* turbopackIgnore: true */ file, 'utf8')))
