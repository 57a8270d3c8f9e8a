'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { Button } from '@/app/_ui/button'
import { LOCALE_COOKIE } from '@/lib/shared/locale'

/** Switches the language of a visitor who has not signed in; signing in brings the person's own choice back. */
export function LanguageCookieSwitch() {
  const t = useTranslations('portal')
  const router = useRouter()
  const other = useLocale() === 'en' ? 'zh-CN' : 'en'
  const change = () => {
    document.cookie = `${LOCALE_COOKIE}=${other}; path=/; max-age=31536000; samesite=lax`
    router.refresh()
  }
  return (
    <Button variant="quiet" lang={other} onClick={change}>
      {t('otherLanguage')}
    </Button>
  )
}
