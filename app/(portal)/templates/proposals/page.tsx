import { definePage } from '@/app/(portal)/define-page'
import { ProposalsView } from '../_components/proposals-view'

export default definePage('/templates/proposals', () => <ProposalsView />)
