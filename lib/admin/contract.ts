import { z } from 'zod'
import { roleSchema } from '@/lib/auth/permissions'
import { engineStatusSchema } from '@/lib/inference/contract'

export const departmentSchema = z.object({
  id: z.string(),
  code: z.string(),
  nameZh: z.string(),
  nameEn: z.string(),
})
export const listDepartmentsOutput = z.object({ departments: z.array(departmentSchema) })

const roleHeld = z.object({
  role: roleSchema,
  departmentId: z.string().nullable(),
  source: z.enum(['mapping', 'manual']),
})

export const userSchema = z.object({
  id: z.string(),
  username: z.string(),
  displayName: z.string(),
  departmentId: z.string().nullable(),
  disabled: z.boolean(),
  lastSignInAt: z.iso.datetime().nullable(),
  liveSessions: z.int(),
  roles: z.array(roleHeld),
})
export const listUsersQuery = z.strictObject({ search: z.string().trim().max(128).optional() })
export const listUsersOutput = z.object({ users: z.array(userSchema) })

export const userParams = z.object({ id: z.string().max(64) })
/** The whole set of manual roles of a person; roles from the directory mapping are not touched. */
export const changeRolesInput = z.strictObject({
  roles: z.array(z.strictObject({ role: roleSchema, departmentId: z.string().max(64).nullable() })).max(20),
})

export const mappingSchema = z.object({
  id: z.string(),
  groupDn: z.string(),
  role: roleSchema.nullable(),
  departmentId: z.string().nullable(),
})
export const listMappingsOutput = z.object({ mappings: z.array(mappingSchema) })

/** The system admin's first page: facts of the running installation, no secret among them. */
export const systemOverviewOutput = z.object({
  version: z.string(),
  nodeVersion: z.string(),
  uptimeSeconds: z.int(),
  memory: z.object({ residentMiB: z.int(), totalMiB: z.int(), freeMiB: z.int() }),
  engine: engineStatusSchema,
  directory: z.object({ url: z.string(), demo: z.boolean(), reachable: z.boolean() }),
  database: z.object({ sizeMiB: z.number(), journalMode: z.string(), synchronous: z.string() }),
})

export const healthOutput = z.object({ status: z.enum(['ready', 'loading', 'degraded', 'failed']) })

export const statusOutput = z.object({
  gpu: engineStatusSchema.shape.gpu,
  model: engineStatusSchema.shape.model.extend({ state: engineStatusSchema.shape.state }),
  cpuThreads: engineStatusSchema.shape.cpuThreads,
  queue: engineStatusSchema.shape.queue,
  privacy: z.object({
    /** `local`: the only connections out of this process lead to the directory server or to this machine. */
    mode: z.enum(['local', 'outbound_seen', 'unknown']),
    /** Established connections that this process opened to another machine, the directory not counted. */
    outboundConnections: z.int().nonnegative(),
    directoryConnections: z.int().nonnegative(),
  }),
})
export type Status = z.infer<typeof statusOutput>
export type SystemOverview = z.infer<typeof systemOverviewOutput>
export type User = z.infer<typeof userSchema>
