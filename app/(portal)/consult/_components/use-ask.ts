'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocale } from 'next-intl'
import { conversationQuery, conversationsQuery, draftQuery, startRun } from '@/lib/consult/client'
import type { StartRunInput } from '@/lib/consult/contract'
import { formDraft } from '@/lib/consult/pure/draft-places'
import { toLocale } from '@/lib/shared/locale'

interface Asking {
  conversationId: string | null
  onAsked: (conversationId: string) => void
  onShow: (runId: string) => void
}

const TYPED = 'typed'

interface Asked {
  asked: StartRunInput
  /** Called once the server has accepted it. */
  done?: () => void
}

/** Asks a question in the case; what was typed stays in the box until the server has accepted it. Never sent later by itself. */
export function useAsk({ conversationId, onAsked, onShow }: Asking) {
  const queries = useQueryClient()
  const locale = toLocale(useLocale())
  return useMutation({
    mutationFn: ({ asked }: Asked) =>
      startRun({ locale, ...asked, ...(conversationId === null ? {} : { conversationId }) }),
    onSuccess: async ({ runId, conversationId: id }, { asked: { question = '' }, done }) => {
      // Before anything else: a new case takes the place of the box.
      done?.()
      if (conversationId === null) {
        queries.setQueryData(draftQuery(id).queryKey, { text: '', version: '' })
        queries.setQueryData(draftQuery(formDraft(id)).queryKey, { text: '', version: '' })
      }
      queries.setQueryDefaults([TYPED], { gcTime: Infinity })
      queries.setQueryData(typedKey(runId), question)
      await queries.query({ ...conversationQuery(id), staleTime: 0 })
      await queries.invalidateQueries({ queryKey: conversationsQuery.queryKey })
      onAsked(id)
      onShow(runId)
    },
  })
}

/** Where the page keeps a question as it was typed, since what is shown of it may be masked. A lock empties it. */
export const typedKey = (runId: string) => [TYPED, runId] as const
