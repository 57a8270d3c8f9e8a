import { definePage } from '@/app/(portal)/define-page'
import { BundlesView } from '../_components/bundles/bundles-view'

export default definePage('/library/bundles', () => <BundlesView />)
