import { redirect } from 'next/navigation'
import { NoPermission } from '@/app/(portal)/_components/no-permission'
import { can } from '@/lib/auth/permissions'
import { findActor } from '@/lib/auth/session'
import { DirectoryView } from './_components/directory-view'

export default async function DirectoryPage() {
  const actor = await findActor()
  if (!actor) redirect('/login')
  const mayTest = can(actor, 'system:manage')
  const mayPreview = can(actor, 'security:manage')
  if (!mayTest && !mayPreview) return <NoPermission />
  return <DirectoryView mayTest={mayTest} mayPreview={mayPreview} />
}
