import { definePage } from '@/app/(portal)/define-page'
import { TablesView } from './_components/tables-view'

export default definePage('/admin/medication', () => <TablesView />)
