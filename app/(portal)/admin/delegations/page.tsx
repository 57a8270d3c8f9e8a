import { redirect } from 'next/navigation'
import { NoPermission } from '@/app/(portal)/_components/no-permission'
import { can } from '@/lib/auth/permissions'
import { findActor } from '@/lib/auth/session'
import { DelegationsView } from './_components/delegations-view'

export default async function DelegationsPage() {
  const actor = await findActor()
  if (!actor) redirect('/login')
  return can(actor, 'roles:delegate') ? <DelegationsView /> : <NoPermission />
}
