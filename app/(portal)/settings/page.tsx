import { definePage } from '@/app/(portal)/define-page'
import { SettingsView } from './_components/settings-view'

export default definePage('/settings', () => <SettingsView />)
