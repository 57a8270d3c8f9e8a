import { redirect } from 'next/navigation'
import { NoPermission } from '@/app/(portal)/_components/no-permission'
import { can } from '@/lib/auth/permissions'
import { findActor } from '@/lib/auth/session'
import { PersonView } from '../../_components/person-view'

interface PersonPageProps {
  params: Promise<{ id: string }>
}

export default async function PersonPage({ params }: PersonPageProps) {
  const actor = await findActor()
  if (!actor) redirect('/login')
  return can(actor, 'security:manage') ? <PersonView id={(await params).id} /> : <NoPermission />
}
