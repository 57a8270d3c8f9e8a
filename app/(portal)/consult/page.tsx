import { definePage } from '@/app/(portal)/define-page'
import { ConsultWorkspace } from './_components/consult-workspace'

export default definePage('/consult', ({ actor }) => <ConsultWorkspace displayName={actor.displayName} />)
