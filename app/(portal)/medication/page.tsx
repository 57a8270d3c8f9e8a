import { definePage } from '@/app/(portal)/define-page'
import { MedicationView } from './_components/medication-view'

export default definePage('/medication', () => <MedicationView />)
