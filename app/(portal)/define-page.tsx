import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { type FEATURES, PAGES } from '@/boot/features'
import { findActor } from '@/lib/auth/session'
import { can } from '@/lib/feature/can'
import type { Actor } from '@/lib/shared/actor'
import { NoPermission } from '@/app/(portal)/_components/no-permission'
import { FRAME_TEXTS } from '@/app/(portal)/frame-texts'
import { Texts } from '@/app/texts'

type Href = (typeof FEATURES)[number]['pages'][number]['href']
interface PageProps {
  params: Promise<Record<string, string>>
}

/**
 * A page of the portal, under the right that its feature names for this address: whoever is not signed in goes to the sign-in,
 * whoever lacks the right is told so. `boot/pages.test.ts` compares every page with the address it stands at.
 */
export function definePage(
  href: Href,
  view: (asked: { actor: Actor; params: Record<string, string> }) => ReactNode | Promise<ReactNode>,
): (props: PageProps) => Promise<ReactNode> {
  const { permissions = [], texts = [] } = PAGES.find((page) => page.href === href) ?? {}
  return async function PortalPage({ params }) {
    const actor = await findActor()
    if (!actor) redirect('/login')
    if (!permissions.some((one) => can(actor, one))) return <NoPermission />
    return <Texts of={[...FRAME_TEXTS, ...texts]}>{await view({ actor, params: await params })}</Texts>
  }
}
