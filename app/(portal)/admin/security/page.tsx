import { redirect } from 'next/navigation'
import { NoPermission } from '@/app/(portal)/_components/no-permission'
import { can } from '@/lib/auth/permissions'
import { findActor } from '@/lib/auth/session'
import { SecurityView } from './_components/security-view'

export default async function SecurityPage() {
  const actor = await findActor()
  if (!actor) redirect('/login')
  return can(actor, 'security:manage') ? <SecurityView /> : <NoPermission />
}
