import { redirect } from 'next/navigation'
import { NoPermission } from '@/app/(portal)/_components/no-permission'
import { can } from '@/lib/auth/permissions'
import { findActor } from '@/lib/auth/session'
import { PoliciesView } from './_components/policies-view'

export default async function PoliciesPage() {
  const actor = await findActor()
  if (!actor) redirect('/login')
  return can(actor, 'security:manage') ? <PoliciesView /> : <NoPermission />
}
