import { redirect } from 'next/navigation'
import { NoPermission } from '@/app/(portal)/_components/no-permission'
import { can } from '@/lib/auth/permissions'
import { findActor } from '@/lib/auth/session'
import { UsageView } from './_components/usage-view'

export default async function UsagePage() {
  const actor = await findActor()
  if (!actor) redirect('/login')
  return can(actor, 'usage:read') ? <UsageView /> : <NoPermission />
}
