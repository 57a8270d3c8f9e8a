'use client'
import { useQuery } from '@tanstack/react-query'
import type { Fact, Term } from '@/lib/clinical/contract'

interface CaseFacts {
  facts: readonly Fact[]
  terms: readonly Term[]
}
const NONE: CaseFacts = { facts: [], terms: [] }

/** The recogniser is loaded when it is first needed and runs in the browser: the text goes nowhere. */
async function recognise(text: string): Promise<CaseFacts> {
  const [{ recogniseTerms }, { recogniseFacts }] = await Promise.all([
    import('@/lib/clinical/terms/recognise-terms'),
    import('@/lib/clinical/facts/recognise-facts'),
  ])
  const terms = recogniseTerms(text)
  return { terms, facts: recogniseFacts(text, terms) }
}

/** What the text says of the patient. `null` text: nothing is asked for. Not kept once nobody looks. */
export function useCaseFacts(text: string | null): CaseFacts {
  const { data } = useQuery({
    queryKey: ['case-facts', text],
    queryFn: () => recognise(text ?? ''),
    enabled: text !== null,
    gcTime: 0,
    staleTime: Infinity,
  })
  return data ?? NONE
}
