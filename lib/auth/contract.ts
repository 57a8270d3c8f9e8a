import { z } from 'zod'
import { FAULT_NAMES } from '@/lib/auth/pure/fault-names'
import { roleSchema } from '@/lib/shared/actor'
import { rowId } from '@/lib/shared/ids'
import { localeSchema } from '@/lib/shared/locale-schema'

/** Longest password sent to the directory, in characters. */
export const PASSWORD_MAX = 128
export const unlockInput = z.strictObject({ password: z.string().min(1).max(PASSWORD_MAX) })
export const changeLocaleInput = z.strictObject({ locale: localeSchema })

/** Red lines above every page: what must not go unnoticed while it lasts. */
export const ALERTS = [
  'trail_fault',
  'trail_cut',
  'disk_low',
  'emergency_session',
  'emergency_in_use',
  'emergency_enabled',
  'plain_http',
  'directory_doubted',
  'one_address',
] as const

export const pageFaultInput = z.strictObject({ errorName: z.enum(FAULT_NAMES) })
export const pageFaultOutput = z.object({ number: z.string() })

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
  /** Name of the hospital; empty where nobody has set it. */
  hospital: z.object({ zh: z.string(), en: z.string() }),
  /** A line above every page; empty for none. */
  notice: z.object({ zh: z.string(), en: z.string() }),
  alerts: z.array(z.enum(ALERTS)),
})

/** A live session of the reader, or, for an admin, of anybody. */
export const sessionSchema = z.object({
  id: z.string(),
  userId: z.string(),
  displayName: z.string(),
  username: z.string(),
  departmentId: z.string().nullable(),
  address: z.string().nullable(),
  kind: z.enum(['directory', 'break_glass']),
  createdAt: z.iso.datetime(),
  lastActionAt: z.iso.datetime(),
  locked: z.boolean(),
  /** The session that asks. */
  current: z.boolean(),
})
export const ownSessionsOutput = z.object({ sessions: z.array(sessionSchema) })
export const SESSIONS_PER_PAGE = 50
export const listSessionsQuery = z.strictObject({
  search: z.string().trim().max(128).optional(),
  departmentId: rowId.optional(),
  sort: z.enum(['lastActionAt', 'createdAt', 'displayName']).default('lastActionAt'),
  order: z.enum(['asc', 'desc']).default('desc'),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
})
export const listSessionsOutput = z.object({ sessions: z.array(sessionSchema), total: z.int() })
export const sessionParams = z.object({ id: rowId })
export type SessionRow = z.infer<typeof sessionSchema>
