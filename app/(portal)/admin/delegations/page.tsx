import { definePage } from '@/app/(portal)/define-page'
import { DelegationsView } from './_components/delegations-view'

export default definePage('/admin/delegations', () => <DelegationsView />)
