import { getTranslations } from 'next-intl/server'
import Link from 'next/link'

/** For an address that is none of ours, with the head of every page: nobody may be signed in, so there is no more of the frame. */
export default async function NotFoundPage() {
  const t = await getTranslations('portal')
  return (
    <div className="flex min-h-dvh flex-col">
      <title>{`${t('notFound')} · ${t('name')}`}</title>
      <header className="border-line bg-panel flex min-h-12 items-center border-b px-2 py-1 sm:px-4">
        <Link href="/" prefetch={false} className="text-accent text-lg font-semibold">
          {t('name')}
        </Link>
      </header>
      <main className="mx-auto flex w-full max-w-xl flex-col gap-3 p-8">
        <h1 className="border-warning rounded border border-l-4 px-3 py-2 font-semibold">{t('notFound')}</h1>
        <Link href="/" prefetch={false} className="text-accent underline">
          {t('toStart')}
        </Link>
      </main>
    </div>
  )
}
