'use client'
import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { Lock } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { changeLocale, meQuery } from '@/lib/auth/client'
import { leave } from './leave'
import { OwnSessions } from './own-sessions'
import { ShortcutsButton } from './shortcuts/shortcuts-button'

export interface NavigationPage {
  href: string
  /** Key of its name. */
  name: string
}

interface TopBarProps {
  pages: readonly NavigationPage[]
  displayName: string
  onLock: () => void
}

function Navigation({ pages }: Pick<TopBarProps, 'pages'>) {
  const t = useTranslations('portal.nav')
  const path = usePathname()
  return (
    <nav aria-label={t('label')} className="flex flex-wrap gap-1">
      {pages.map(({ href, name }) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          aria-current={path.startsWith(href) ? 'page' : undefined}
          className={clsx(
            'rounded px-2.5 py-1 text-sm whitespace-nowrap',
            path.startsWith(href) ? 'bg-raised font-medium' : 'hover:bg-raised',
          )}
        >
          {t(name)}
        </Link>
      ))}
    </nav>
  )
}

function LanguageSwitch() {
  const t = useTranslations('portal')
  const other = useLocale() === 'en' ? 'zh-CN' : 'en'
  const change = async () => {
    await changeLocale(other)
    window.location.reload()
  }
  return (
    <Button variant="quiet" lang={other} onClick={() => void change()}>
      {t('otherLanguage')}
    </Button>
  )
}

function AccountMenu({ displayName }: Pick<TopBarProps, 'displayName'>) {
  const t = useTranslations('portal')
  const locale = useLocale()
  const { data: me } = useQuery(meQuery)
  const [listing, setListing] = useState(false)
  const department = locale === 'en' ? me?.department?.nameEn : me?.department?.nameZh
  return (
    <details
      data-takes-escape
      className="relative"
      onKeyDown={(event) => {
        const { currentTarget: menu } = event
        if (event.key !== 'Escape' || !menu.open || listing) return
        menu.open = false
        menu.querySelector('summary')?.focus()
      }}
    >
      <summary className="hover:bg-raised list-none rounded px-2.5 py-1 text-sm">
        {displayName}
        <span className="text-muted"> · {department ?? t('noDepartment')}</span>
      </summary>
      <div className="border-line bg-panel absolute right-0 z-10 mt-1 flex w-44 flex-col gap-1 rounded border p-2 shadow">
        <Button variant="quiet" onClick={() => setListing(true)}>
          {t('ownSessions.title')}
        </Button>
        <Button variant="quiet" onClick={() => void leave()}>
          {t('signOut')}
        </Button>
        <Button variant="quiet" onClick={() => void leave({ everywhere: true })}>
          {t('signOutEverywhere')}
        </Button>
      </div>
      <OwnSessions open={listing} onClose={() => setListing(false)} />
    </details>
  )
}

export function TopBar({ pages, displayName, onLock }: TopBarProps) {
  const t = useTranslations('portal')
  return (
    <header className="screen-only border-line bg-panel flex flex-wrap items-center justify-between gap-2 border-b px-4 py-2">
      <div className="flex min-w-0 items-center gap-4">
        <span className="text-accent text-lg font-semibold">{t('name')}</span>
        <Navigation pages={pages} />
      </div>
      <div className="flex items-center gap-1">
        <ShortcutsButton />
        <LanguageSwitch />
        <Button variant="quiet" title={t('lockHint')} onClick={onLock}>
          <Lock aria-hidden size={15} />
          {t('lock')}
        </Button>
        <AccountMenu displayName={displayName} />
      </div>
    </header>
  )
}
