import { redirect } from 'next/navigation'
import { NoPermission } from '@/app/(portal)/_components/no-permission'
import { can } from '@/lib/auth/permissions'
import { findActor } from '@/lib/auth/session'
import { ModelsView } from './_components/models-view'

export default async function ModelsPage() {
  const actor = await findActor()
  if (!actor) redirect('/login')
  return can(actor, 'system:manage') ? <ModelsView /> : <NoPermission />
}
