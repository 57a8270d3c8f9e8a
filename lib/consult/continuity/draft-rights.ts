import type { Permission } from '@/lib/feature/define-feature'
import { consult } from '@/lib/consult/feature'
import type { DraftPlace } from '@/lib/consult/pure/draft-places'
import { medication } from '@/lib/medication/feature'
import { templates } from '@/lib/templates/feature'

/** Who may type in which place: the right to the page that it is on. */
export const DRAFT_RIGHTS: Record<DraftPlace, Permission> = {
  new: consult.permissions['consult:ask'],
  'new.form': consult.permissions['consult:ask'],
  mechanism: consult.permissions['consult:ask'],
  medication: medication.permissions['medication:check'],
  'template/new': templates.permissions['templates:write'],
  'template/edit': templates.permissions['templates:write'],
}
