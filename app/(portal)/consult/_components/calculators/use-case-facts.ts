'use client'
import { useQuery } from '@tanstack/react-query'
import { useLocale } from 'next-intl'
import { checkQuery } from '@/lib/consult/client'
import { toLocale } from '@/lib/shared/locale'
import type { CaseFacts } from './list-ready'

const NONE: CaseFacts = { facts: [], terms: [] }

/**
 * What the text says of the patient, by the check that also runs while a question is typed, so that the hospital's own terms
 * hold. `null` text: nothing is asked for. Not kept once nobody looks. `ready` once nothing more comes.
 */
export function useCaseFacts(text: string | null): CaseFacts & { ready: boolean } {
  const locale = toLocale(useLocale())
  const { data, isLoading } = useQuery({
    ...checkQuery({ question: text ?? '', locale }),
    enabled: text !== null && text.trim() !== '',
    staleTime: Infinity,
  })
  return { ...(data?.checked ?? NONE), ready: !isLoading }
}
