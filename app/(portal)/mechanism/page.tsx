import { definePage } from '@/app/(portal)/define-page'
import { MechanismView } from './_components/mechanism-view'

export default definePage('/mechanism', () => <MechanismView />)
