'use client'
import { useQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { Lock } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import Link from 'next/link'
import { usePathname, useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { Menu } from '@/app/_ui/menu'
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
  const router = useRouter()
  const [listing, setListing] = useState(false)
  const department = locale === 'en' ? me?.department?.nameEn : me?.department?.nameZh
  return (
    <>
      <Menu
        variant="quiet"
        label={t('account')}
        button={
          <>
            {displayName}
            <span className="text-muted"> · {department ?? t('noDepartment')}</span>
          </>
        }
        choices={[
          { label: t('settings'), onChoose: () => router.push('/settings') },
          { label: t('help'), onChoose: () => router.push('/help') },
          { label: t('ownSessions.title'), onChoose: () => setListing(true) },
          { label: t('signOut'), onChoose: () => void leave() },
          { label: t('signOutEverywhere'), onChoose: () => void leave({ everywhere: true }) },
        ]}
      />
      <OwnSessions open={listing} onClose={() => setListing(false)} />
    </>
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
