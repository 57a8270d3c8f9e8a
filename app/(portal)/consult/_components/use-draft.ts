'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { beforeLeaving } from '@/app/(portal)/_components/continuity/before-leaving'
import { draftQuery } from '@/lib/consult/client'
import { NEW_CASE_DRAFT } from '@/lib/consult/pure/limits'
import { drop, isUnsaved, keep, saveNow } from './draft-saver'

/** What was typed for the case before, once it is known; undefined until then. What cannot be read is an empty box. */
export function useFormerDraft(caseId: string | null): string | undefined {
  const { data, isError } = useQuery(draftQuery(caseId ?? NEW_CASE_DRAFT))
  return data?.text ?? (isError ? '' : undefined)
}

/** A page that goes away saves what it can, and asks first where it cannot. */
function useSavedAtTheEnd(): void {
  useEffect(() => {
    const going = () => void saveNow(true)
    const asked = (event: BeforeUnloadEvent) => {
      if (isUnsaved() && !navigator.onLine) event.preventDefault()
    }
    window.addEventListener('pagehide', going)
    window.addEventListener('beforeunload', asked)
    const forget = beforeLeaving(() => saveNow())
    return () => {
      window.removeEventListener('pagehide', going)
      window.removeEventListener('beforeunload', asked)
      forget()
    }
  }, [])
}

/** The text in the box, and what may be done with it. */
export type Draft = ReturnType<typeof useDraft>

/**
 * The text in the box of a case, begun with what was typed before. It stays in the memory of the page over navigation and in the
 * server's over everything else; `asked` forgets it.
 */
export function useDraft(caseId: string | null, former: string) {
  const queries = useQueryClient()
  const id = caseId ?? NEW_CASE_DRAFT
  const [text, setText] = useState(former)
  useSavedAtTheEnd()
  const { queryKey } = draftQuery(id)
  const write = (next: string) => {
    setText(next)
    queries.setQueryData(queryKey, { text: next })
    keep(id, next)
  }
  const asked = () => {
    setText('')
    queries.setQueryData(queryKey, { text: '' })
    void drop(id)
  }
  return { text, write, asked }
}
