import { definePage } from '@/app/(portal)/define-page'
import { auth } from '@/lib/auth/feature'
import { can } from '@/lib/feature/can'
import { DirectoryView } from './_components/directory-view'

export default definePage('/admin/directory', ({ actor }) => (
  <DirectoryView
    mayTest={can(actor, auth.permissions['system:manage'])}
    mayPreview={can(actor, auth.permissions['security:manage'])}
  />
))
