import { redirect } from 'next/navigation'
import { NoPermission } from '@/app/(portal)/_components/no-permission'
import { can } from '@/lib/auth/permissions'
import { findActor } from '@/lib/auth/session'
import { EditTemplate } from '../../_components/editor/edit-template'

export default async function EditTemplatePage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await findActor()
  if (!actor) redirect('/login')
  return can(actor, 'templates:write') ? <EditTemplate id={(await params).id} /> : <NoPermission />
}
