import { definePage } from '@/app/(portal)/define-page'
import { TemplatesView } from './_components/templates-view'

export default definePage('/templates', () => <TemplatesView />)
