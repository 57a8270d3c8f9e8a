import type { ConversationTurn } from '@/lib/consult/contract'
import type { ListedFinding } from './finding-list'
import type { SeverityFilter } from './review-summary'

/** The findings of a turn that the filter lets through, each with an id for its words to lead to. */
export function listFindings({ runId, review }: ConversationTurn, filter: SeverityFilter): ListedFinding[] {
  return review.findings
    .map((finding, i) => ({ ...finding, id: `finding-${runId}-${i}` }))
    .filter(({ severity }) => filter === 'all' || severity === filter)
}
