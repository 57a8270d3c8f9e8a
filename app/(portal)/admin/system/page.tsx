import { redirect } from 'next/navigation'
import { NoPermission } from '@/app/(portal)/_components/no-permission'
import { can } from '@/lib/auth/permissions'
import { findActor } from '@/lib/auth/session'
import { SystemOverview } from './_components/system-overview'

export default async function SystemPage() {
  const actor = await findActor()
  if (!actor) redirect('/login')
  return can(actor, 'system:manage') ? <SystemOverview /> : <NoPermission />
}
