'use client'
import { useQuery } from '@tanstack/react-query'
import { Lock } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { Menu } from '@/app/_ui/menu'
import { useLangOf } from '@/app/_ui/use-lang-of'
import { meQuery } from '@/lib/auth/client'
import { settle } from './continuity/before-leaving'
import { LanguageSwitch } from './language-switch'
import { leave, secureAndLeave } from './leave'
import type { NavigationPage } from './navigation/nav-link'
import { NavMenu } from './navigation/nav-menu'
import { hasRail, NavRow } from './navigation/nav-places'
import { OwnSessions } from './own-sessions'
import { ShortcutsButton } from './shortcuts/shortcuts-button'

interface TopBarProps {
  pages: readonly NavigationPage[]
  displayName: string
  onLock: () => void
}

function AccountMenu({ displayName }: Pick<TopBarProps, 'displayName'>) {
  const t = useTranslations('portal')
  const locale = useLocale()
  const { data: me } = useQuery(meQuery)
  const router = useRouter()
  const [listing, setListing] = useState(false)
  const langOf = useLangOf()
  const department = locale === 'en' ? me?.department?.nameEn : me?.department?.nameZh
  return (
    <>
      <Menu
        variant="quiet"
        label={t('account')}
        button={
          <>
            <span lang={langOf(displayName)} className="max-w-32 truncate">
              {displayName}
            </span>
            {/* Nothing is claimed of a department before it is known. */}
            {me ? (
              <span className="text-muted hidden sm:inline"> · {department ?? t('noDepartment')}</span>
            ) : null}
          </>
        }
        choices={[
          { label: t('settings'), onChoose: () => router.push('/settings') },
          { label: t('help'), onChoose: () => router.push('/help') },
          { label: t('ownSessions.title'), onChoose: () => setListing(true) },
          { label: t('secure'), onChoose: () => void secureAndLeave() },
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
  const rail = hasRail(pages)
  return (
    <header className="screen-only border-line bg-panel flex min-h-12 shrink-0 items-center justify-between gap-2 border-b px-2 py-1 sm:px-4">
      <div className="flex min-w-0 items-center gap-1 sm:gap-2">
        <div className={rail ? 'desk:hidden' : 'xl:hidden'}>
          <NavMenu pages={pages} />
        </div>
        <span className="text-accent text-lg font-semibold whitespace-nowrap xl:mr-2">{t('name')}</span>
        {rail ? null : <NavRow pages={pages} />}
      </div>
      <div className="flex shrink-0 items-center sm:gap-1">
        <span className="hidden sm:inline">
          <ShortcutsButton />
        </span>
        <LanguageSwitch before={settle} />
        <Button variant="quiet" title={t('lockHint')} onClick={onLock}>
          <Lock aria-hidden size={15} />
          <span className="sr-only sm:not-sr-only">{t('lock')}</span>
        </Button>
        <AccountMenu displayName={displayName} />
      </div>
    </header>
  )
}
