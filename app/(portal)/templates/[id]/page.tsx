import { definePage } from '@/app/(portal)/define-page'
import { TemplateView } from '../_components/template-view'

export default definePage('/templates/[id]', ({ params }) => <TemplateView id={params['id'] ?? ''} />)
