import { definePage } from '@/app/(portal)/define-page'
import { MappingsView } from './_components/mappings-view'

export default definePage('/admin/mappings', () => <MappingsView />)
