import { definePage } from '@/app/(portal)/define-page'
import { SystemPromptView } from './_components/system-prompt-view'

export default definePage('/admin/system-prompt', () => <SystemPromptView />)
