import { definePage } from '@/app/(portal)/define-page'
import { NewTemplate } from '../_components/editor/new-template'

export default definePage('/templates/new', () => <NewTemplate />)
