import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useLocale } from 'next-intl'
import { checkQuery } from '@/lib/consult/client'
import { toLocale } from '@/lib/shared/locale'
import { useSettled } from '../use-settled'

/** How long a pause in typing is before the text is checked. */
const PAUSE_MS = 350

/**
 * The last finished check of what is typed, with the text it speaks of. `current` is false while a newer text waits for its own.
 */
export function useCheck(text: string, conversationId: string | null) {
  const locale = toLocale(useLocale())
  const question = useSettled(text, PAUSE_MS)
  const input = { question, locale, ...(conversationId === null ? {} : { conversationId }) }
  const enabled = question.trim() !== '' && text.trim() !== ''
  const { data, isError, refetch } = useQuery({
    ...checkQuery(input),
    enabled,
    placeholderData: keepPreviousData,
  })
  return {
    result: enabled && data ? data : null,
    current: data?.question === text,
    failed: enabled && isError,
    retry: () => void refetch(),
  }
}
export type CheckResult = NonNullable<ReturnType<typeof useCheck>['result']>
