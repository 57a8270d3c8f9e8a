import { queryOptions, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { fetchAnswer, fetchJson, RequestError } from '@/lib/shared/fetch-json'
import type { checkOutput, measureOutput, CheckInput, MeasureInput } from './check/contract'
import type {
  acknowledgeOutput,
  conversationListSchema,
  conversationSchema,
  draftOutput,
  keptOutput,
  releaseOutput,
  startRunOutput,
  AcknowledgementKind,
  Conversation,
  ConversationTurn,
  DraftWriter,
  ReleaseInput,
  ReleaseOutcome,
  StartRunInput,
} from './contract'
import type { acceptOutput, listOffersOutput, offerOutput, offerSeenOutput } from './hand-over/contract'
import type { RunEvent } from './stream/contract'
import { followRun, type Connection } from './follow-run'
import { applyEvent } from './turn'

export type { Connection }

/** The session's cases in the server's memory, newest first. */
export const conversationsQuery = queryOptions({
  queryKey: ['conversations'],
  queryFn: ({ signal }) =>
    fetchAnswer<typeof conversationListSchema>('/api/consult/conversations', { signal }),
})

/** One case with its questions and answers. Kept current by `useConversation`, so never read again by itself. */
export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversation', id],
    queryFn: ({ signal }) =>
      fetchAnswer<typeof conversationSchema>(`/api/consult/conversations/${id}`, { signal }),
    staleTime: Infinity,
  })

/** Longest draft that a page which goes away can still send: browsers hold such requests to 64 KiB. */
const LAST_SAVE_MAX = 20_000

/** What was typed for a case and not asked. The page keeps it as long as it lives. */
export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ['draft', id],
    queryFn: ({ signal }) => fetchAnswer<typeof draftOutput>(`/api/consult/drafts/${id}`, { signal }),
    staleTime: Infinity,
    gcTime: Infinity,
  })
export const saveDraft = (id: string, draft: { text: string } & DraftWriter, leaving: boolean) =>
  fetchJson(`/api/consult/drafts/${id}`, {
    method: 'PUT',
    body: draft,
    output: null,
    keepalive: leaving && draft.text.length <= LAST_SAVE_MAX,
  })
export const deleteDraft = (id: string, { tab = '', base = '' }: DraftWriter) =>
  fetchJson(`/api/consult/drafts/${id}?${new URLSearchParams({ tab, base }).toString()}`, {
    method: 'DELETE',
    output: null,
  })

/** How much the portal keeps for the person, and until when. */
export const keptQuery = queryOptions({
  queryKey: ['kept'],
  queryFn: ({ signal }) => fetchAnswer<typeof keptOutput>('/api/consult/kept', { signal }),
  staleTime: 0,
})

/** Names a case, or takes its name away. */
export const nameCase = (id: string, name: string) =>
  fetchJson(`/api/consult/conversations/${id}`, { method: 'PUT', body: { name }, output: null })

/** Offers of this session, read again every two seconds while there is one. */
export const offersQuery = queryOptions({
  queryKey: ['handovers'],
  queryFn: ({ signal }) => fetchAnswer<typeof listOffersOutput>('/api/consult/handovers', { signal }),
  refetchInterval: ({ state }) => (state.data?.offers.length === 0 ? false : 2000),
})
/** Offers a case to the department; the answer holds the code to be told. */
export const offerConversation = (conversationId: string) =>
  fetchAnswer<typeof offerOutput>('/api/consult/handovers', { method: 'POST', body: { conversationId } })
export const withdrawOffer = (conversationId: string) =>
  fetchJson(`/api/consult/handovers/${conversationId}`, { method: 'DELETE', output: null })
export const lookAtOffer = (code: string) =>
  fetchAnswer<typeof offerSeenOutput>('/api/consult/handovers/look', { method: 'POST', body: { code } })
export const acceptConversation = (code: string) =>
  fetchAnswer<typeof acceptOutput>('/api/consult/handovers/accept', { method: 'POST', body: { code } })

export const startRun = (input: StartRunInput) =>
  fetchAnswer<typeof startRunOutput>('/api/consult/runs', { method: 'POST', body: input })

/** How a question not asked yet fits the context. Forgotten as soon as nothing shows it. */
export const measureQuery = (input: MeasureInput) =>
  queryOptions({
    queryKey: ['measure', input],
    queryFn: ({ signal }) =>
      fetchAnswer<typeof measureOutput>('/api/consult/measure', { method: 'POST', body: input, signal }),
    gcTime: 0,
    retry: false,
  })

/** How often a check is asked for again that another one of the session took the place of. */
const CHECK_TRIES = 3

/** What the rules say of a question while it is typed. A newer text cancels the request for the older one. */
export const checkQuery = (input: CheckInput) =>
  queryOptions({
    queryKey: ['check', input],
    queryFn: async ({ signal }) => ({
      question: input.question,
      checked: await fetchAnswer<typeof checkOutput>('/api/consult/check', {
        method: 'POST',
        body: input,
        signal,
      }),
    }),
    gcTime: 0,
    // A check of another tab or dialog took the place of this one, which somebody still looks at.
    retry: (count, error) =>
      count < CHECK_TRIES && error instanceof RequestError && error.problem?.code === 'superseded',
  })

export const stopRun = (runId: string) =>
  fetchJson(`/api/consult/runs/${runId}/stop`, { method: 'POST', output: null })

export const wipeConversation = (id: string) =>
  fetchJson(`/api/consult/conversations/${id}`, { method: 'DELETE', output: null })

function fold(conversation: Conversation, runId: string, event: RunEvent): Conversation {
  const turns = conversation.turns.map((turn) => (turn.runId === runId ? applyEvent(turn, event) : turn))
  return { ...conversation, turns }
}

/** Answers that asking again does not change: signed out, locked, without the right, gone. */
const FINAL = [401, 403, 404, 423]

/** A case, followed live while one of its questions is being answered; `connection` says how that stands. */
export function useConversation(id: string | null) {
  const queries = useQueryClient()
  const query = useQuery({ ...conversationQuery(id ?? ''), enabled: id !== null })
  const runId = query.data?.turns.find((turn) => turn.state === 'running')?.runId
  const [connection, tell] = useState<Connection>({ state: 'open' })
  useEffect(() => {
    if (id === null || runId === undefined) return
    const options = conversationQuery(id)
    const held = () => queries.getQueryData(options.queryKey)?.turns.find((one) => one.runId === runId)
    const stop = followRun(runId, {
      lastEventId: () => held()?.lastEventId ?? 0,
      take: (event) => {
        queries.setQueryData(options.queryKey, (old) => old && fold(old, runId, event))
        if (event.event !== 'done' && event.event !== 'error') return
        void queries.invalidateQueries({ queryKey: conversationsQuery.queryKey })
      },
      reread: async () => {
        await queries.query({ ...options, staleTime: 0 })
        return held()?.state === 'running'
      },
      isFinal: (error) => error instanceof RequestError && FINAL.includes(error.problem?.status ?? 0),
      tell,
    })
    return () => {
      stop()
      tell({ state: 'open' })
    }
  }, [id, runId, queries])
  return { ...query, connection }
}

export const acknowledge = (runId: string, kind: AcknowledgementKind) =>
  fetchAnswer<typeof acknowledgeOutput>(`/api/consult/runs/${runId}/acknowledge`, {
    method: 'POST',
    body: { kind },
  })

/** Has it recorded that an answer is to leave the screen; only then may it. */
export const releaseAnswer = (runId: string, release: ReleaseInput) =>
  fetchAnswer<typeof releaseOutput>(`/api/consult/runs/${runId}/release`, { method: 'POST', body: release })

/** Has it recorded whether it left. */
export const reportRelease = (
  { runId, releaseId }: { runId: string; releaseId: string },
  outcome: ReleaseOutcome,
) =>
  fetchJson(`/api/consult/runs/${runId}/release/${releaseId}`, {
    method: 'POST',
    body: { outcome },
    output: null,
  })

/** Takes an acknowledgement into the turn that is shown. */
export function noteAcknowledged(
  queries: QueryClient,
  runId: string,
  acknowledged: ConversationTurn['acknowledged'],
): void {
  queries.setQueriesData<Conversation>(
    { queryKey: ['conversation'] },
    (old) =>
      old && {
        ...old,
        turns: old.turns.map((turn) => (turn.runId === runId ? { ...turn, acknowledged } : turn)),
      },
  )
}
