import type { Permission } from '@/lib/feature/define-feature'
import type { Actor } from '@/lib/shared/actor'

/** True when one of the person's roles carries the permission. */
export const can = (actor: Pick<Actor, 'roles'>, { roles }: Permission): boolean =>
  actor.roles.some(({ role }) => roles.includes(role))
