import { z } from 'zod'
import { ADMIN_EVENTS } from './events/admin-events'
import { CONSULT_EVENTS } from './events/consult-events'
import { SESSION_EVENTS } from './events/session-events'
import { TRAIL_EVENTS } from './events/trail-events'

/**
 * The closed list of what the trail records: for each event the strict schema of its details, `null` for one that has none.
 * `recordEvent` parses the details before they are signed, so nothing else can be recorded. A new event is one entry in the
 * file of its area and its name in `messages/<locale>/audit.json`; no schema takes free text (`events.test.ts`).
 */
export const EVENTS = {
  ...TRAIL_EVENTS,
  ...SESSION_EVENTS,
  ...CONSULT_EVENTS,
  ...ADMIN_EVENTS,
} as const
export type AuditEventName = keyof typeof EVENTS

/** The details that an event is recorded with; `undefined` alone for an event without any. */
export type DetailOf<E extends AuditEventName> = E extends AuditEventName
  ? (typeof EVENTS)[E] extends z.ZodType
    ? z.input<(typeof EVENTS)[E]>
    : undefined
  : never

/** The field `detail` as a call must give it: required, optional, or not there. */
export type WithDetail<E extends AuditEventName> = E extends AuditEventName
  ? DetailOf<E> extends undefined
    ? { detail?: undefined }
    : undefined extends DetailOf<E>
      ? { detail?: DetailOf<E> | undefined }
      : { detail: DetailOf<E> }
  : never

const none = z.undefined()

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, one]) => [name, sorted(one)]))
}

/**
 * The canonical text of an event's details: JSON with sorted keys, so that equal facts have equal text; null for none.
 * Throws ZodError for anything that the event's schema does not name.
 */
export function detailText({ event, detail }: { event: AuditEventName; detail?: unknown }): string | null {
  const schema: z.ZodType | null = EVENTS[event]
  const parsed: unknown = (schema ?? none).parse(detail)
  return parsed === undefined ? null : JSON.stringify(sorted(parsed))
}
