import { redirect } from 'next/navigation'
import { can } from '@/lib/auth/permissions'
import { findActor } from '@/lib/auth/session'
import { NoPermission } from '../_components/no-permission'
import { MechanismView } from './_components/mechanism-view'

export default async function MechanismPage() {
  const actor = await findActor()
  if (!actor) redirect('/login')
  return can(actor, 'consult:ask') ? <MechanismView /> : <NoPermission />
}
