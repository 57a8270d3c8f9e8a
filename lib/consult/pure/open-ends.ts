import type { AcknowledgementKind, ConversationTurn } from '@/lib/consult/contract'

/** Whether the recommendation or a red finding must be acknowledged before the answer is copied or printed. */
export function needsAcknowledgement({ review }: Pick<ConversationTurn, 'review'>): boolean {
  return review.highRisk.length > 0 || review.findings.some(({ severity }) => severity === 'red')
}

/** What the owner still has to confirm before the answer may leave the screen. */
export function openAcknowledgements(turn: ConversationTurn): AcknowledgementKind[] {
  const { redFlags, acknowledged } = turn
  return [
    ...(redFlags.flags.length > 0 && acknowledged.red_flags === null ? (['red_flags'] as const) : []),
    ...(needsAcknowledgement(turn) && acknowledged.answer === null ? (['answer'] as const) : []),
  ]
}

/** Sentences of the recommendation without the source that the policy asks for. */
export const missingSources = ({
  sourcesRequired,
  review,
}: Pick<ConversationTurn, 'sourcesRequired' | 'review'>): number =>
  sourcesRequired ? review.findings.filter(({ rule }) => rule === 'recommendation_uncited').length : 0
