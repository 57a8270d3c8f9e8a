'use client'
import { useTranslations } from 'next-intl'
import { Button } from './_ui/button'
import { Notice } from './_ui/notice'

export default function ErrorPage({ reset }: { reset: () => void }) {
  const t = useTranslations('portal')
  return (
    <main className="mx-auto flex max-w-xl flex-col gap-3 p-8">
      <Notice tone="error">{t('pageFailed')}</Notice>
      <Button onClick={reset}>{t('tryAgain')}</Button>
    </main>
  )
}
