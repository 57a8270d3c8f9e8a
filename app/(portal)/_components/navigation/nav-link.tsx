'use client'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { NavGroup } from '@/lib/feature/define-feature'

export interface NavigationPage {
  href: string
  /** Key of its name. */
  name: string
  group: NavGroup
}

/** A link to a page; the one that is open is told by weight and line, not by colour alone. */
export function NavLink({ href, name, className }: Omit<NavigationPage, 'group'> & { className?: string }) {
  const t = useTranslations('portal.nav')
  const open = usePathname().startsWith(href)
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={open ? 'page' : undefined}
      className={clsx(
        'hover:bg-raised inline-flex min-h-8 items-center rounded px-2.5 text-sm whitespace-nowrap',
        open && 'bg-raised decoration-accent font-semibold underline decoration-2 underline-offset-6',
        className,
      )}
    >
      {t(name)}
    </Link>
  )
}
