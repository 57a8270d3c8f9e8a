import { definePage } from '@/app/(portal)/define-page'
import { ReportView } from '../_components/report-view'

export default definePage('/usage/report', () => <ReportView />)
