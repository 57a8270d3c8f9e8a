import { redirect } from 'next/navigation'
import { NoPermission } from '@/app/(portal)/_components/no-permission'
import { can } from '@/lib/auth/permissions'
import { findActor } from '@/lib/auth/session'
import { AuditTrail } from './_components/audit-trail'

export default async function AuditPage() {
  const actor = await findActor()
  if (!actor) redirect('/login')
  return can(actor, 'audit:read') ? <AuditTrail /> : <NoPermission />
}
