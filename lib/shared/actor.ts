import { z } from 'zod'
import type { Locale } from '@/lib/shared/locale'

/** The roles of the portal; which rights each has, the features say. */
export const ROLES = [
  ...(['doctor', 'department_head', 'pharmacy_head'] as const),
  ...(['system_admin', 'security_admin', 'auditor'] as const),
] as const
export const roleSchema = z.enum(ROLES)
export type Role = z.infer<typeof roleSchema>

/** A role a person holds. `departmentId` is set for department heads only. */
export interface RoleHeld {
  role: Role
  departmentId: string | null
}

/** The signed-in person of a request, read from the session row. */
export interface Actor {
  userId: string
  username: string
  displayName: string
  departmentId: string | null
  roles: readonly RoleHeld[]
  locale: Locale
  /** Database id of the session row. */
  sessionId: string
  locked: boolean
  /** True for the local emergency account, which has no directory behind it. */
  emergency?: boolean
}

/** Departments that the person heads. */
export const headedBy = (actor: Pick<Actor, 'roles'>): readonly string[] =>
  actor.roles.flatMap(({ role, departmentId }) =>
    role === 'department_head' && departmentId !== null ? [departmentId] : [],
  )

/** Departments whose own things the person sees: the one they belong to and those they head. */
export const departmentsOf = (actor: Pick<Actor, 'roles' | 'departmentId'>): string[] => [
  ...new Set([...(actor.departmentId === null ? [] : [actor.departmentId]), ...headedBy(actor)]),
]
