import { definePage } from '@/app/(portal)/define-page'
import { LibraryUseView } from './_components/library-use-view'

export default definePage('/library/use', () => <LibraryUseView />)
