import { redirect } from 'next/navigation'
import { NoPermission } from '@/app/(portal)/_components/no-permission'
import { can } from '@/lib/auth/permissions'
import { findActor } from '@/lib/auth/session'
import { NewTemplate } from '../_components/editor/new-template'

export default async function NewTemplatePage() {
  const actor = await findActor()
  if (!actor) redirect('/login')
  return can(actor, 'templates:write') ? <NewTemplate /> : <NoPermission />
}
