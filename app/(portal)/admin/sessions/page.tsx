import { definePage } from '@/app/(portal)/define-page'
import { SessionsView } from './_components/sessions-view'

export default definePage('/admin/sessions', () => <SessionsView />)
