import { redirect } from 'next/navigation'
import { NoPermission } from '@/app/(portal)/_components/no-permission'
import { can } from '@/lib/auth/permissions'
import { findActor } from '@/lib/auth/session'
import { ProposalsView } from '../_components/proposals-view'

export default async function ProposalsPage() {
  const actor = await findActor()
  if (!actor) redirect('/login')
  return can(actor, 'templates:read') ? <ProposalsView /> : <NoPermission />
}
