import { getLocale, getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { Notice } from '@/app/_ui/notice'
import { emergencyEnabled } from '@/lib/auth/break-glass/emergency-state'
import { demoAccounts } from '@/lib/auth/demo-accounts'
import { findActor } from '@/lib/auth/session'
import { DemoAccounts } from './_components/demo-accounts'
import { LanguageCookieSwitch } from './_components/language-cookie-switch'
import { LoginForm } from './_components/login-form'
import { loginTexts } from './_components/login-texts'
import { LOCALE_COOKIE } from '@/lib/shared/locale'

interface LoginPageProps {
  searchParams: Promise<{ ended?: string }>
}

export default async function LoginPage({ searchParams }: LoginPageProps) {
  if (await findActor()) redirect('/')
  const t = await getTranslations('portal')
  const { ended } = await searchParams
  const demo = demoAccounts()
  const other = (await getLocale()) === 'en' ? 'zh-CN' : 'en'
  return (
    <>
      <title>{`${t('login.title')} · ${t('name')}`}</title>
      <main className="flex min-h-screen items-center justify-center p-4">
        <div className="border-line bg-panel flex w-full max-w-md flex-col gap-4 rounded border p-6">
          <header className="flex items-start justify-between gap-3">
            <div>
              <h1 className="text-2xl font-semibold">{t('name')}</h1>
              <p className="text-muted text-sm">{t('tagline')}</p>
            </div>
            <LanguageCookieSwitch other={other} label={t('otherLanguage')} cookie={LOCALE_COOKIE} />
          </header>
          {ended === undefined ? null : (
            <Notice tone="info">{t(ended === 'elsewhere' ? 'login.elsewhere' : 'login.ended')}</Notice>
          )}
          <LoginForm emergencyOffered={await emergencyEnabled()} texts={await loginTexts()} />
          <p className="text-muted text-sm">{t('login.privacy')}</p>
          {demo ? <DemoAccounts {...demo} /> : null}
        </div>
      </main>
    </>
  )
}
