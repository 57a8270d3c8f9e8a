import { definePage } from '@/app/(portal)/define-page'
import { PersonView } from '../../_components/person-view'

export default definePage('/admin/security/people/[id]', ({ params }) => (
  <PersonView id={params['id'] ?? ''} />
))
