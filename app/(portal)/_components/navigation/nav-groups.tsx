'use client'
import { BarChart3, Settings2, SlidersHorizontal, Stethoscope, Users, type LucideIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { NavGroup } from '@/lib/feature/define-feature'
import { NavLink, type NavigationPage } from './nav-link'

const GROUPS: readonly (readonly [NavGroup, LucideIcon])[] = [
  ['work', Stethoscope],
  ['oversight', BarChart3],
  ['people', Users],
  ['rules', SlidersHorizontal],
  ['system', Settings2],
]

/** The pages under the names of their groups. A person with one group needs no names. */
export function NavGroups({ pages }: { pages: readonly NavigationPage[] }) {
  const t = useTranslations('portal')
  const groups = GROUPS.map(([id, Icon]) => ({ id, Icon, own: pages.filter(({ group }) => group === id) }))
  const filled = groups.filter(({ own }) => own.length > 0)
  return (
    <nav aria-label={t('nav.label')} className="flex flex-col gap-4">
      {filled.map(({ id, Icon, own }) => (
        <div key={id}>
          {filled.length > 1 ? (
            <p id={`nav-${id}`} className="text-muted flex items-center gap-1.5 px-2.5 pb-0.5 text-xs">
              <Icon aria-hidden size={13} />
              {t(`navGroup.${id}`)}
            </p>
          ) : null}
          <ul aria-labelledby={filled.length > 1 ? `nav-${id}` : undefined} className="flex flex-col">
            {own.map(({ href, name }) => (
              <li key={href}>
                <NavLink href={href} name={name} className="w-full" />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
