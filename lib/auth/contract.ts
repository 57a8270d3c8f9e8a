import { z } from 'zod'
import { roleSchema } from '@/lib/auth/permissions'
import { localeSchema } from '@/lib/shared/locale'

/** Longest password sent to the directory, in characters. */
export const PASSWORD_MAX = 128
export const unlockInput = z.strictObject({ password: z.string().min(1).max(PASSWORD_MAX) })
export const changeLocaleInput = z.strictObject({ locale: localeSchema })

/** Who is signed in, for the browser. */
export const meOutput = z.object({
  username: z.string(),
  displayName: z.string(),
  department: z.object({ id: z.string(), nameZh: z.string(), nameEn: z.string() }).nullable(),
  roles: z.array(z.object({ role: roleSchema, departmentId: z.string().nullable() })),
  locale: localeSchema,
  locked: z.boolean(),
  /** Seconds without a key press, click or scroll after which the page locks itself. */
  lockAfterSeconds: z.int(),
  /** When the session ends whatever the person does. */
  expiresAt: z.iso.datetime(),
})
