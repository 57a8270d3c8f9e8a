import { definePage } from '@/app/(portal)/define-page'
import { ApprovalsView } from './_components/approvals-view'

export default definePage('/admin/approvals', () => <ApprovalsView />)
