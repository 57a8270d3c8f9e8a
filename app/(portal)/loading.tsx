'use client'
import { useTranslations } from 'next-intl'
import { Loading } from '@/app/_ui/states'

export default function PageLoading() {
  const t = useTranslations('portal')
  return <Loading label={t('loading')} />
}
