'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { RequestError } from '@/lib/shared/fetch-json'

interface QueryFailureProps {
  error: Error | null
  /** Reads again what somebody else changed meanwhile; offered when that is what is wrong. */
  onReload?: () => void
  /** What the fields of the form are called on the screen, by the names that the server knows them by. */
  labels?: Readonly<Record<string, string>>
}

/** The sentence of a failed request, or that the server cannot be reached. Nothing without an error. */
export function QueryFailure({ error, onReload, labels = {} }: QueryFailureProps) {
  const t = useTranslations('portal')
  const controls = useTranslations('controls')
  if (error === null) return null
  const problem = error instanceof RequestError ? error.problem : null
  // The last word of a path such as `mapping.role` is the field.
  const wrong = (problem?.fields ?? []).flatMap((field) => labels[field.split('.').at(-1) ?? ''] ?? [])
  const sentence =
    problem?.code !== 'invalid_input'
      ? (problem?.title ?? t('unreachable'))
      : wrong.length > 0
        ? controls('wrongFields', { fields: wrong.join(controls('and')) })
        : controls('wrongSomewhere')
  return (
    <Notice tone="error">
      {sentence}
      {problem?.code === 'stale' && onReload ? (
        <>
          {' '}
          <Button onClick={onReload}>{controls('reload')}</Button>
        </>
      ) : null}
    </Notice>
  )
}
