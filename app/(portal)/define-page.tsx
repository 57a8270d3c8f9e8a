import { getTranslations } from 'next-intl/server'
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

/** What the window is called: the page, or the one of the navigation that it belongs to, and the product. */
async function titleOf(href: string): Promise<string> {
  const t = await getTranslations('portal')
  const above = PAGES.filter((page) => page.nav !== null && `${href}/`.startsWith(`${page.href}/`))
  const nav = above.toSorted((a, b) => b.href.length - a.href.length)[0]?.nav
  const own = href === '/settings' ? t('settings') : href === '/help' ? t('help') : null
  const name = nav ? t(`nav.${nav}`) : own
  return name === null ? t('name') : `${name} · ${t('name')}`
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
    const title = await titleOf(href)
    if (!permissions.some((one) => can(actor, one))) {
      return (
        <>
          <title>{title}</title>
          <NoPermission />
        </>
      )
    }
    return (
      <>
        <title>{title}</title>
        <Texts of={[...FRAME_TEXTS, ...texts]}>{await view({ actor, params: await params })}</Texts>
      </>
    )
  }
}
