import { z } from 'zod'
import type { AuditEvent } from '@/lib/feature/define-server'

/** The details that an event is recorded with; `undefined` alone for an event without any. */
export type DetailOf<E extends AuditEvent> = E extends AuditEvent ? InputOf<E['details']> : never
type InputOf<S> = S extends z.ZodType ? z.input<S> : undefined

/** The field `detail` as a call must give it: required, optional, or not there. */
export type WithDetail<E extends AuditEvent> = E extends AuditEvent
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
 * The canonical text of an event's details: JSON with sorted keys, so that equal facts have equal text; null for none. The
 * details are parsed before they are signed, so nothing else can be recorded: throws ZodError for anything that the event's
 * schema does not name.
 */
export function detailText({ event, detail }: { event: AuditEvent; detail?: unknown }): string | null {
  const parsed: unknown = (event.details ?? none).parse(detail)
  return parsed === undefined ? null : JSON.stringify(sorted(parsed))
}
