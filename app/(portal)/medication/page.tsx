import { redirect } from 'next/navigation'
import { can } from '@/lib/auth/permissions'
import { findActor } from '@/lib/auth/session'
import { NoPermission } from '../_components/no-permission'
import { MedicationView } from './_components/medication-view'

export default async function MedicationPage() {
  const actor = await findActor()
  if (!actor) redirect('/login')
  return can(actor, 'medication:check') ? <MedicationView /> : <NoPermission />
}
