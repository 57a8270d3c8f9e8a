import { definePage } from '@/app/(portal)/define-page'
import { PoliciesView } from './_components/policies-view'

export default definePage('/admin/policies', () => <PoliciesView />)
