import { definePage } from '@/app/(portal)/define-page'
import { EditTemplate } from '../../_components/editor/edit-template'

export default definePage('/templates/[id]/edit', ({ params }) => <EditTemplate id={params['id'] ?? ''} />)
