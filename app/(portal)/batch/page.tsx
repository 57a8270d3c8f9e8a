import { definePage } from '@/app/(portal)/define-page'
import { BatchView } from './_components/batch-view'

export default definePage('/batch', () => <BatchView />)
