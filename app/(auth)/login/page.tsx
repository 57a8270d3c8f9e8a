import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { Notice } from '@/app/_ui/notice'
import { emergencyEnabled } from '@/lib/auth/break-glass/emergency-state'
import { demoAccounts } from '@/lib/auth/demo-accounts'
import { findActor } from '@/lib/auth/session'
import { DemoAccounts } from './_components/demo-accounts'
import { LanguageCookieSwitch } from './_components/language-cookie-switch'
import { LoginForm } from './_components/login-form'
import { REFUSALS } from './_components/refusals'
import { Texts } from '@/app/texts'

/** Whoever has not signed in gets the texts of this page alone. */
const TEXTS = [
  ...['name', 'login', 'otherLanguage', 'unreachable'].map((key) => `portal.${key}`),
  'emergency.login',
  ...REFUSALS.map((code) => `errors.${code}`),
]

interface LoginPageProps {
  searchParams: Promise<{ ended?: string }>
}

export default async function LoginPage({ searchParams }: LoginPageProps) {
  if (await findActor()) redirect('/')
  const t = await getTranslations('portal')
  const { ended } = await searchParams
  const demo = demoAccounts()
  return (
    <Texts of={TEXTS}>
      <title>{`${t('login.title')} · ${t('name')}`}</title>
      <main className="flex min-h-screen items-center justify-center p-4">
        <div className="border-line bg-panel flex w-full max-w-md flex-col gap-4 rounded border p-6">
          <header className="flex items-start justify-between gap-3">
            <div>
              <h1 className="text-2xl font-semibold">{t('name')}</h1>
              <p className="text-muted text-sm">{t('tagline')}</p>
            </div>
            <LanguageCookieSwitch />
          </header>
          {ended === undefined ? null : (
            <Notice tone="info">{t(ended === 'elsewhere' ? 'login.elsewhere' : 'login.ended')}</Notice>
          )}
          <LoginForm emergencyOffered={await emergencyEnabled()} />
          <p className="text-muted text-sm">{t('login.privacy')}</p>
          {demo ? <DemoAccounts {...demo} /> : null}
        </div>
      </main>
    </Texts>
  )
}
