import 'server-only'
import type { Run } from '@/lib/consult/consult-store'
import type { ConversationTurn, RunEvent, RunEventBody } from '@/lib/consult/contract'
import { contextOf } from '@/lib/consult/fold-run-event'

function fold(turn: ConversationTurn, event: RunEvent): void {
  switch (event.event) {
    case 'queued':
      break
    case 'started':
      turn.modelName = event.data.model
      turn.standing = event.data.standing
      turn.context = contextOf(event.data)
      break
    case 'thought':
      turn.thought += event.data.text
      break
    case 'section':
      turn.sections.push({ ...event.data, text: '' })
      break
    case 'delta': {
      const section = turn.sections.find(({ id }) => id === event.data.section)
      if (section) section.text += event.data.text
      break
    }
    case 'terms':
      turn.terms = [...turn.terms, ...event.data.terms]
      break
    case 'flags':
      turn.redFlags = event.data
      break
    case 'review':
      turn.review = {
        ...turn.review,
        ...event.data,
        findings: [...turn.review.findings, ...event.data.findings],
      }
      break
    case 'done':
      turn.state = 'done'
      turn.done = event.data
      break
    case 'error':
      turn.state = 'failed'
      turn.error = event.data
      break
  }
  turn.lastEventId = event.id
}

/** Numbers the event, folds it into the turn and wakes the readers. */
export function appendEvent(run: Run, body: RunEventBody): void {
  const event: RunEvent = { ...body, id: run.events.length + 1 }
  run.events.push(event)
  fold(run.turn, event)
  for (const listener of run.listeners) listener()
}
