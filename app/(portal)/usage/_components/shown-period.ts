import type { Locale } from '@/lib/shared/locale'
import { showDay } from '@/lib/shared/typed-day'

/** First and last day of a period as they are shown. */
export const shownPeriod = ({ from, to }: { from: string; to: string }, locale: Locale) => ({
  from: showDay(from, locale),
  to: showDay(to, locale),
})
