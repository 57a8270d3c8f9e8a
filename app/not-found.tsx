import { getTranslations } from 'next-intl/server'
import Link from 'next/link'

export default async function NotFoundPage() {
  const t = await getTranslations('portal')
  return (
    <main className="mx-auto flex max-w-xl flex-col gap-3 p-8">
      <title>{`${t('notFound')} · ${t('name')}`}</title>
      <h1 className="text-xl font-semibold">{t('notFound')}</h1>
      <Link href="/" prefetch={false} className="text-accent underline">
        {t('toStart')}
      </Link>
    </main>
  )
}
