import { definePage } from '@/app/(portal)/define-page'
import { SecurityView } from './_components/security-view'

export default definePage('/admin/security', () => <SecurityView />)
