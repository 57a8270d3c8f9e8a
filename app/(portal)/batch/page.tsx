import { redirect } from 'next/navigation'
import { can } from '@/lib/auth/permissions'
import { findActor } from '@/lib/auth/session'
import { NoPermission } from '../_components/no-permission'
import { BatchView } from './_components/batch-view'

export default async function BatchPage() {
  const actor = await findActor()
  if (!actor) redirect('/login')
  return can(actor, 'batch:run') ? <BatchView /> : <NoPermission />
}
