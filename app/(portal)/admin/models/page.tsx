import { definePage } from '@/app/(portal)/define-page'
import { ModelsView } from './_components/models-view'

export default definePage('/admin/models', () => <ModelsView />)
