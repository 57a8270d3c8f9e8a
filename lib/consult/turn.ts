import type { ConversationTurn } from './contract'
import type { RunEvent } from './stream/contract'

function withDelta(turn: ConversationTurn, section: string, text: string): ConversationTurn['sections'] {
  return turn.sections.map((part) => (part.id === section ? { ...part, text: part.text + text } : part))
}

/** What a turn shows of the context, from the event that starts it. */
function contextOf({
  contextUsed,
  contextLimit,
  droppedTurns,
}: Extract<RunEvent, { event: 'started' }>['data']): NonNullable<ConversationTurn['context']> {
  return { used: contextUsed, limit: contextLimit, droppedTurns }
}

function apply(turn: ConversationTurn, { event, data }: RunEvent): ConversationTurn {
  switch (event) {
    case 'queued':
      return { ...turn, queue: data }
    case 'started':
      return {
        ...turn,
        queue: null,
        modelName: data.model,
        standing: data.standing,
        context: contextOf(data),
      }
    case 'thought':
      return { ...turn, thought: turn.thought + data.text }
    case 'section':
      return { ...turn, sections: [...turn.sections, { ...data, text: '' }] }
    case 'delta':
      return { ...turn, sections: withDelta(turn, data.section, data.text) }
    case 'terms':
      return { ...turn, terms: [...turn.terms, ...data.terms] }
    case 'card':
      return { ...turn, card: data }
    case 'passages':
      return { ...turn, passages: data.passages }
    case 'links':
      return { ...turn, links: [...turn.links, ...data.links] }
    case 'flags':
      return { ...turn, redFlags: data }
    case 'review':
      return {
        ...turn,
        review: { ...turn.review, ...data, findings: [...turn.review.findings, ...data.findings] },
      }
    case 'done':
      return { ...turn, queue: null, state: 'done', done: data }
    case 'error':
      return { ...turn, queue: null, state: 'failed', error: data }
  }
}

/**
 * The turn after one event; the turn before it is left as it was. Server and browser both fold with this and nothing else. An
 * event that the turn already holds (a replay) changes nothing.
 */
export function applyEvent(turn: ConversationTurn, event: RunEvent): ConversationTurn {
  return event.id <= turn.lastEventId ? turn : { ...apply(turn, event), lastEventId: event.id }
}
