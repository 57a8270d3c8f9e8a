import { definePage } from '@/app/(portal)/define-page'
import { SystemOverview } from './_components/system-overview'

export default definePage('/admin/system', () => <SystemOverview />)
