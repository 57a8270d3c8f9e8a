import 'server-only'
import type { z } from 'zod'
import { keptUntil } from '@/lib/auth/session-limits'
import { consultStore } from '@/lib/consult/consult-store'
import type { keptOutput } from '@/lib/consult/contract'
import { caseOfForm } from '@/lib/consult/pure/draft-places'
import type { Actor } from '@/lib/shared/actor'

/**
 * How many cases and drafts this session holds and how long they stay: for the lock screen, which shows no word of them. The question
 * and the filled template of one case are one draft.
 */
export async function countKept({ sessionId, userId }: Actor): Promise<z.input<typeof keptOutput>> {
  const { conversations, drafts, leaving } = consultStore()
  const own = [...conversations.values()].filter((one) => one.sessionId === sessionId)
  const places = [...(drafts.get(sessionId)?.texts.keys() ?? [])].map((place) => caseOfForm(place) ?? place)
  const typed = own.filter(({ draft, form }) => draft !== '' || form !== '').length + new Set(places).size
  const wipedAt = leaving.get(userId)?.wipedAt
  return {
    cases: own.length,
    drafts: typed,
    until: new Date((await keptUntil(sessionId)) ?? Date.now()).toISOString(),
    wipedAt: wipedAt === undefined ? null : new Date(wipedAt).toISOString(),
  }
}
