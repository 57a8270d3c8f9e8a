import { redirect } from 'next/navigation'
import { NoPermission } from '@/app/(portal)/_components/no-permission'
import { can } from '@/lib/auth/permissions'
import { findActor } from '@/lib/auth/session'
import { ApprovalsView } from './_components/approvals-view'

export default async function ApprovalsPage() {
  const actor = await findActor()
  if (!actor) redirect('/login')
  return can(actor, 'changes:decide') ? <ApprovalsView /> : <NoPermission />
}
