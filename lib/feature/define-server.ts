import type { z } from 'zod'
import type { RoleHeld } from '@/lib/shared/actor'

/** A kind of record of the audit trail: its name, `<area>.<fact>`, and the strict schema of its details, null for none. */
export interface AuditEvent<N extends string = string, S extends z.ZodType | null = z.ZodType | null> {
  readonly name: N
  readonly details: S
}

/** The events of a feature, each by its name and with its own literal type, which is what `recordEvent` takes. */
export const defineEvents = <const T extends Readonly<Record<string, z.ZodType | null>>>(table: T) =>
  Object.fromEntries(Object.entries(table).map(([name, details]) => [name, { name, details }])) as {
    readonly [N in keyof T & string]: AuditEvent<N, T[N]>
  }

/** What a feature brings to the running portal. */
export interface ServerFeature {
  events?: Readonly<Record<string, AuditEvent>>
  /** Before the first request. */
  start?: () => unknown
  /** Once, as soon as the trail takes records: what a start records. */
  seed?: () => Promise<unknown>
  /** Work that is done again and again, by the name under which a failure is recorded. */
  every?: Readonly<Record<string, { readonly ms: number; readonly work: () => Promise<unknown> }>>
  /** A session is over: what it had in memory goes, or, where `keeps` says so, may be put away for the person. */
  onSessionEnded?: (sessionId: string, keeps: boolean) => void
  /** Somebody signed in or unlocked: what is kept for them comes back. */
  onSessionOpened?: (opened: { sessionId: string; userId: string }) => Promise<unknown>
  /** The rights of a person who keeps a role have changed: what they no longer have ends at once. */
  onRightsChanged?: (changed: { userId: string; roles: readonly RoleHeld[] }) => void
  /** At the end, in the reverse order of the list of features. */
  stop?: () => unknown
}
