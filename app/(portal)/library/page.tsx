import { definePage } from '@/app/(portal)/define-page'
import { LibraryView } from './_components/library-view'

export default definePage('/library', () => <LibraryView />)
