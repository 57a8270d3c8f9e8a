import { definePage } from '@/app/(portal)/define-page'
import { DocumentView } from '../_components/document-view'

export default definePage('/library/[id]', ({ params }) => <DocumentView id={params['id'] ?? ''} />)
