import 'server-only'
import type { z } from 'zod'
import type { TextReading } from '@/lib/clinical/read-text'
import type { Conversation, ConversationTurn, releaseInput } from '@/lib/consult/contract'
import type { DraftPlace } from '@/lib/consult/pure/draft-places'
import type { RunEvent } from '@/lib/consult/stream/contract'
import type { Actor, RoleHeld } from '@/lib/shared/actor'
import type { KnownName } from '@/lib/privacy/names/name-persons'
import { AppError } from '@/lib/errors/app-error'
import { processSingleton } from '@/lib/shared/process-singleton'
import type { Locale } from '@/lib/shared/locale'

/** Conversations of one session; the oldest finished ones make room. */
export const CONVERSATIONS_MAX = 20

/** A copy or print that was asked for and whose outcome is not known yet. */
export type Release = z.output<typeof releaseInput>

/** One question and its answer while the conversation lives. `events[n].id` is `n + 1`. */
export interface Run {
  id: string
  conversationId: string
  /** Null while its case waits for its owner's next sign-in. */
  sessionId: string | null
  requestId: string
  locale: Locale
  actor: Pick<Actor, 'userId' | 'displayName' | 'departmentId'>
  /** Replaced by each event, never changed in place: who holds one has the turn as it was then. */
  turn: Readonly<ConversationTurn>
  /** Terms and facts of the question, found when it was taken in. */
  reading: TextReading
  /** What its audit records say of the instructions and of the template, `<id>@<version>`, if there was one. */
  prompt: { version: string; sha256: string; template: string | null }
  /** Whether codes stand behind diagnoses, as the policy said when it was asked. */
  codes: boolean
  /** What its first audit record says of the check: counts, and the version of the medication tables. */
  intake: { missingFacts: number; identifiersMasked: number; medicationTables: string }
  events: RunEvent[]
  /** One for each reader; called after every event and when the run is wiped. */
  listeners: Set<() => void>
  /** By the id of the record that says it was asked for. */
  releases: Map<string, Release>
  controller: AbortController
  /** Seconds that it may go without a reader (0: any time), the timer of that, and whether it was stopped for it. */
  attendance: { seconds: number; timer: NodeJS.Timeout | undefined; unread: boolean }
  wiped: boolean
  /** Settles when the run's last audit record is written. */
  finished: Promise<void>
}

export interface StoredConversation {
  id: string
  /** Whose it is. */
  userId: string
  /** In which session its owner has it; null while it waits for the next one. */
  sessionId: string | null
  createdAt: Date
  /** What its owner calls it; empty for no name. */
  name: string
  /** A follow-up that was typed and not asked yet. */
  draft: string
  /** A template that is being filled in for it, as the page keeps it; empty for none. */
  form: string
  /** Instructions that templates added, in the order they were first used. */
  addenda: string[]
  /** Documents of the library that templates of the case name: searched before the others. */
  documents: string[]
  /** Names that were masked in this case, with what stood instead. They go with it. */
  names: KnownName[]
  runs: Run[]
}

/** What a session left that was not its person's own end: it waits for that person's next sign-in. */
export interface Parked {
  userId: string
  conversations: StoredConversation[]
  /** What was typed outside a case. */
  drafts: Drafts
  /** When it is destroyed, in ms; null until the limit of the session has been read. */
  until: number | null
  timer: NodeJS.Timeout | undefined
}

/** What somebody types outside a case, by place; a place without text is not there. */
export type Drafts = Map<DraftPlace, string>

/** The version of a draft, and the page that wrote it. */
export interface DraftMark {
  version: string
  tab: string | undefined
}

interface Leaving {
  /** In ms. */
  wipedAt: number
  timer: NodeJS.Timeout
  /** What the person holds now. */
  roles: readonly RoleHeld[]
}

interface Store {
  conversations: Map<string, StoredConversation>
  /** By session. */
  drafts: Map<string, { userId: string; texts: Drafts }>
  /** Which version each draft of a session is, and which page wrote it; none where it came from another session. */
  draftMarks: Map<string, Map<string, DraftMark>>
  /** Times of the last saves of drafts by session, in ms. */
  draftSaves: Map<string, number[]>
  parked: Set<Parked>
  /** People who lost the right to ask, by user: when what they hold is wiped. */
  leaving: Map<string, Leaving>
  runs: Map<string, Run>
  /** Runs that still owe their last audit record, wiped ones included. */
  active: Set<Run>
  stopping: boolean
}

/** Everything that is known of questions and answers. It lives in memory only. */
export function consultStore(): Store {
  return processSingleton('consult-store', () => ({
    conversations: new Map<string, StoredConversation>(),
    drafts: new Map<string, { userId: string; texts: Drafts }>(),
    draftMarks: new Map<string, Map<string, DraftMark>>(),
    draftSaves: new Map<string, number[]>(),
    parked: new Set<Parked>(),
    leaving: new Map<string, Leaving>(),
    runs: new Map<string, Run>(),
    active: new Set<Run>(),
    stopping: false,
  }))
}

/** How audit records name the template of a run, or else the portal's instructions; and the hash of what was sent. */
export function promptFields({ prompt }: Run) {
  return {
    templateVersion: prompt.template ?? prompt.version,
    detail: {
      systemPrompt: prompt.version,
      systemPromptSha256: prompt.sha256,
      ...(prompt.template ? { templateId: prompt.template.split('@')[0] ?? '' } : {}),
    },
  }
}

/** True while the answer of the conversation's last question is being written. */
export function isRunning(conversation: StoredConversation): boolean {
  return conversation.runs.some((run) => run.turn.state === 'running')
}

/** A run of this session. Throws AppError `not_found` for an unknown run and for somebody else's alike. */
export function ownedRun(runId: string, sessionId: string): Run {
  const run = consultStore().runs.get(runId)
  if (run?.sessionId !== sessionId) throw new AppError('not_found')
  return run
}

/** A conversation of this session. Throws AppError `not_found` for an unknown one and for somebody else's alike. */
export function ownedConversation(id: string, sessionId: string): StoredConversation {
  const conversation = consultStore().conversations.get(id)
  if (conversation?.sessionId !== sessionId) throw new AppError('not_found')
  return conversation
}

/** The conversation as the browser sees it. */
export function toConversation({ id, name, createdAt, runs }: StoredConversation): Conversation {
  return { id, name, createdAt: createdAt.toISOString(), turns: runs.map((run) => run.turn) }
}
