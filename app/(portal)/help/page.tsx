import { definePage } from '@/app/(portal)/define-page'
import { readGuides } from '@/lib/help/read-guide'
import { GUIDE_OF } from '@/lib/help/contract'
import { HelpView } from './_components/help-view'

export default definePage('/help', async ({ actor }) => (
  <HelpView guides={await readGuides(actor.locale)} own={actor.roles.map(({ role }) => GUIDE_OF[role])} />
))
