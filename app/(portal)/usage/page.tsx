import { definePage } from '@/app/(portal)/define-page'
import { UsageView } from './_components/usage-view'

export default definePage('/usage', () => <UsageView />)
