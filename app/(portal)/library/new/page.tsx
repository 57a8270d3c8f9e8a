import { definePage } from '@/app/(portal)/define-page'
import { ProposeView } from '../_components/propose-view'

export default definePage('/library/new', () => <ProposeView />)
