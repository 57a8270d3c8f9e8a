import { redirect } from 'next/navigation'
import { NoPermission } from '@/app/(portal)/_components/no-permission'
import { can } from '@/lib/auth/permissions'
import { findActor } from '@/lib/auth/session'
import { ReportView } from '../_components/report-view'

export default async function UsageReportPage() {
  const actor = await findActor()
  if (!actor) redirect('/login')
  return can(actor, 'usage:read') ? <ReportView /> : <NoPermission />
}
