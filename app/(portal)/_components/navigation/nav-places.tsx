'use client'
import { useTranslations } from 'next-intl'
import { NavGroups } from './nav-groups'
import { NavLink, type NavigationPage } from './nav-link'

interface NavigationProps {
  pages: readonly NavigationPage[]
}

/** Whether the navigation stands on the left: those who ask questions keep that width for their case. */
export const hasRail = (pages: readonly NavigationPage[]): boolean =>
  pages.length > 1 && pages.every(({ href }) => href !== '/consult')

/** The navigation in the top bar, where the window is wide enough for it. */
export function NavRow({ pages }: NavigationProps) {
  const t = useTranslations('portal.nav')
  return (
    <nav aria-label={t('label')} className="hidden flex-wrap gap-0.5 xl:flex">
      {pages.map(({ href, name }) => (
        <NavLink key={href} href={href} name={name} />
      ))}
    </nav>
  )
}

/** The navigation on the left, in groups. */
export function NavRail({ pages }: NavigationProps) {
  return (
    <div className="screen-only border-line bg-panel desk:block hidden w-48 shrink-0 overflow-y-auto border-r p-2 pt-3">
      <NavGroups pages={pages} />
    </div>
  )
}
