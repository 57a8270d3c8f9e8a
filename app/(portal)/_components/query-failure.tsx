'use client'
import { useTranslations } from 'next-intl'
import { Notice } from '@/app/_ui/notice'
import { RequestError } from '@/lib/http/client'

/** The sentence of a failed request, or that the server cannot be reached. Nothing without an error. */
export function QueryFailure({ error }: { error: Error | null }) {
  const t = useTranslations('portal')
  if (error === null) return null
  const problem = error instanceof RequestError ? error.problem : null
  return <Notice tone="error">{problem?.title ?? t('unreachable')}</Notice>
}
