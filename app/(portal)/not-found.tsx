'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Notice } from '@/app/_ui/notice'

/** Within the frame, for an address of ours that names something which is not there. */
export default function NothingHere() {
  const t = useTranslations('portal')
  return (
    <div className="mx-auto flex w-full max-w-xl flex-col gap-3 p-8">
      <title>{`${t('notFound')} · ${t('name')}`}</title>
      <Notice tone="warning">
        <h1 className="font-semibold">{t('notFound')}</h1>
      </Notice>
      <Link href="/" prefetch={false} className="text-accent underline">
        {t('toStart')}
      </Link>
    </div>
  )
}
