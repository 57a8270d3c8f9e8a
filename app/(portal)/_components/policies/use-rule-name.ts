'use client'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { useLocale } from 'next-intl'
import { toLocale } from '@/lib/shared/locale'

/** They come once something names a rule, and not with the page. */
const ruleNames = queryOptions({
  queryKey: ['rule-names'],
  queryFn: async () => (await import('./rule-names')).RULE_NAMES,
  staleTime: Infinity,
})

/** What says a rule by its name, in the user's language; its id until the names are there, or where it has none. */
export function useRuleName(): (id: string) => string {
  const locale = toLocale(useLocale())
  const { data } = useQuery(ruleNames)
  return (id) => data?.[id]?.[locale] ?? id
}
