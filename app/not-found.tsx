/* oxlint-disable nextjs/no-html-link-for-pages -- Link weighs 3.3 kB on every page, and who is lost may load the next one whole */
import { getLocale, getTranslations } from 'next-intl/server'
import { findActor } from '@/lib/auth/session'
import { LanguageHere } from './_components/language-here'

/**
 * For an address that is none of ours, with the head of every page: nobody may be signed in, so there is no more of the frame. Plain links,
 * since every page loads what this one needs.
 */
export default async function NotFoundPage() {
  const t = await getTranslations('portal')
  const other = (await getLocale()) === 'en' ? 'zh-CN' : 'en'
  const signedIn = (await findActor()) !== null
  return (
    <div className="flex min-h-dvh flex-col">
      <title>{`${t('notFound')} · ${t('name')}`}</title>
      <header className="border-line bg-panel flex min-h-12 items-center justify-between gap-2 border-b px-2 py-1 sm:px-4">
        <a href="/" className="text-accent text-lg font-semibold">
          {t('name')}
        </a>
        <LanguageHere other={other} label={t('otherLanguage')} signedIn={signedIn} />
      </header>
      <main className="mx-auto flex w-full max-w-xl flex-col gap-3 p-8">
        <h1 className="border-warning rounded border border-l-4 px-3 py-2 font-semibold">{t('notFound')}</h1>
        <a href="/" className="text-accent underline">
          {t('toStart')}
        </a>
      </main>
    </div>
  )
}
