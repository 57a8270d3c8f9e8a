import { redirect } from 'next/navigation'
import { NoPermission } from '@/app/(portal)/_components/no-permission'
import { can } from '@/lib/auth/permissions'
import { findActor } from '@/lib/auth/session'
import { TemplateView } from '../_components/template-view'

export default async function TemplatePage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await findActor()
  if (!actor) redirect('/login')
  return can(actor, 'templates:read') ? <TemplateView id={(await params).id} /> : <NoPermission />
}
