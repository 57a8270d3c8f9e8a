'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { RequestError } from '@/lib/shared/fetch-json'

interface QueryFailureProps {
  error: Error | null
  /** Reads again what somebody else changed meanwhile; offered when that is what is wrong. */
  onReload?: () => void
}

/** The sentence of a failed request, or that the server cannot be reached. Nothing without an error. */
export function QueryFailure({ error, onReload }: QueryFailureProps) {
  const t = useTranslations('portal')
  const controls = useTranslations('controls')
  if (error === null) return null
  const problem = error instanceof RequestError ? error.problem : null
  return (
    <Notice tone="error">
      {problem?.title ?? t('unreachable')}
      {problem?.code === 'stale' && onReload ? (
        <>
          {' '}
          <Button onClick={onReload}>{controls('reload')}</Button>
        </>
      ) : null}
    </Notice>
  )
}
