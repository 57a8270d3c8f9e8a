import type { DraftPlace } from '@/lib/consult/pure/draft-places'
import { can } from '@/lib/feature/can'
import { allPermissions } from '@/lib/feature/installed'
import type { RoleHeld } from '@/lib/shared/actor'

/** The right to the page that a place is on, by its id: pages of other features are not known here. */
const RIGHTS: Record<DraftPlace, string> = {
  new: 'consult:ask',
  'new.form': 'consult:ask',
  mechanism: 'consult:ask',
  medication: 'medication:check',
  'template/new': 'templates:write',
  'template/edit': 'templates:write',
  'admin/policies': 'security:manage',
  'admin/system-prompt': 'security:manage',
  'admin/mapping': 'security:manage',
  'admin/department': 'security:manage',
  'admin/roles': 'security:manage',
  delegation: 'roles:delegate',
  document: 'library:propose',
}

/** Whether somebody with these roles may type in a place. */
export function mayTypeIn(place: DraftPlace, roles: readonly RoleHeld[]): boolean {
  const permission = allPermissions().find(({ id }) => id === RIGHTS[place])
  return permission !== undefined && can({ roles: [...roles] }, permission)
}
