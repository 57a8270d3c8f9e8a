import { redirect } from 'next/navigation'
import { firstPageOf } from '@/app/(portal)/_components/pages'
import { findActor } from '@/lib/auth/session'

/** Sends a person to the first page their roles allow. */
export default async function HomePage() {
  const actor = await findActor()
  redirect(actor ? firstPageOf(actor) : '/login')
}
