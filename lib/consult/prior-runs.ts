import 'server-only'
import type { Run, StoredConversation } from '@/lib/consult/consult-store'
import type { Question } from '@/lib/consult/contract'
import { inForce, rootOf, versionsOf } from '@/lib/consult/pure/versions'
import { AppError } from '@/lib/errors/app-error'

/** The run of the case that a question is asked again for or goes on with; null for a new question. Throws AppError `not_found`. */
export function replacedRun(
  conversation: StoredConversation | null,
  { replaces, continues }: Pick<Question, 'replaces' | 'continues'>,
): Run | null {
  const id = continues ?? replaces
  if (id === undefined) return null
  const run = conversation?.runs.find((one) => one.id === id)
  if (!run) throw new AppError('not_found')
  if (run.turn.state === 'running') throw new AppError('run_in_progress')
  return run
}

/** The runs that a question builds on: of each question before it the version in force. Throws AppError `not_found`. */
export function priorRuns(
  conversation: StoredConversation | null,
  asking: Pick<Question, 'replaces' | 'continues'>,
): Run[] {
  if (!conversation) return []
  const replaced = replacedRun(conversation, asking)
  const byId = new Map(conversation.runs.map((run) => [run.id, run]))
  const questions = versionsOf(conversation.runs.map(({ turn }) => turn))
  const root = replaced && rootOf(replaced.turn)
  const before =
    root === null
      ? questions
      : questions.slice(
          0,
          questions.findIndex(([first]) => first?.runId === root),
        )
  return before.flatMap((versions) => byId.get(inForce(versions)?.runId ?? '') ?? [])
}
