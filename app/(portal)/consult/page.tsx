import { redirect } from 'next/navigation'
import { can } from '@/lib/auth/permissions'
import { findActor } from '@/lib/auth/session'
import { NoPermission } from '../_components/no-permission'
import { ConsultWorkspace } from './_components/consult-workspace'

export default async function ConsultPage() {
  const actor = await findActor()
  if (!actor) redirect('/login')
  if (!can(actor, 'consult:ask')) return <NoPermission />
  return <ConsultWorkspace displayName={actor.displayName} />
}
