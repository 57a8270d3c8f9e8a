import { redirect } from 'next/navigation'
import { NoPermission } from '@/app/(portal)/_components/no-permission'
import { can } from '@/lib/auth/permissions'
import { findActor } from '@/lib/auth/session'
import { SystemPromptView } from './_components/system-prompt-view'

export default async function SystemPromptPage() {
  const actor = await findActor()
  if (!actor) redirect('/login')
  return can(actor, 'security:manage') ? <SystemPromptView /> : <NoPermission />
}
