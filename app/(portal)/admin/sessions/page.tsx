import { redirect } from 'next/navigation'
import { NoPermission } from '@/app/(portal)/_components/no-permission'
import { can } from '@/lib/auth/permissions'
import { findActor } from '@/lib/auth/session'
import { SessionsView } from './_components/sessions-view'

export default async function SessionsPage() {
  const actor = await findActor()
  if (!actor) redirect('/login')
  return can(actor, 'security:manage') ? <SessionsView /> : <NoPermission />
}
