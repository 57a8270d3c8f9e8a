import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { searchLibrary } from '@/lib/library/client'
import type { SearchInput } from '@/lib/library/contract'

type Found = Awaited<ReturnType<typeof searchLibrary>>

interface Kept {
  typed: string
  found: Found | null
}

/** Where the page keeps the last search, for the way back from a document. A lock empties it, a sign-out leaves the page. */
const SEARCH = ['library-search'] as const
const NOTHING: Kept = { typed: '', found: null }

/** A search of the library. Its words and what they found outlast the visit of a document, in the memory of the page alone. */
export function useLibrarySearch(choices: Omit<SearchInput, 'query'>) {
  const queries = useQueryClient()
  const [{ typed, found }, show] = useState(() => queries.getQueryData<Kept>(SEARCH) ?? NOTHING)
  const search = useMutation({ mutationFn: searchLibrary })
  const keep = (part: Partial<Kept>) => {
    const next = { ...(queries.getQueryData<Kept>(SEARCH) ?? NOTHING), ...part }
    show(next)
    queries.setQueryDefaults(SEARCH, { gcTime: Infinity })
    queries.setQueryData(SEARCH, next)
  }
  return {
    typed,
    found,
    error: search.error,
    isPending: search.isPending,
    type: (text: string) => keep({ typed: text }),
    // Only a page that still stands hears of it: after a lock nothing is kept.
    run: () => {
      if (typed.trim() === '') return
      keep({ found: null })
      search.mutate({ query: typed, ...choices }, { onSuccess: (answer) => keep({ found: answer }) })
    },
    clear: () => {
      search.reset()
      keep({ found: null })
    },
  }
}
