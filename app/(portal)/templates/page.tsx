import { redirect } from 'next/navigation'
import { NoPermission } from '@/app/(portal)/_components/no-permission'
import { can } from '@/lib/auth/permissions'
import { findActor } from '@/lib/auth/session'
import { TemplatesView } from './_components/templates-view'

export default async function TemplatesPage() {
  const actor = await findActor()
  if (!actor) redirect('/login')
  return can(actor, 'templates:read') ? <TemplatesView /> : <NoPermission />
}
