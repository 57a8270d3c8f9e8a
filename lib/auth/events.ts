import { z } from 'zod'
import * as f from '@/lib/audit/event-fields'
import { defineEvents } from '@/lib/feature/define-server'
import { ROLES } from '@/lib/shared/actor'

const ofSession = z.strictObject({ sessionId: f.rowId })

const ended = (...reasons: [string, ...string[]]) =>
  z.strictObject({
    reason: z.enum(reasons),
    sessionId: f.rowId,
    /** Whose session an administrator ended. */
    ofUserId: f.rowId.optional(),
  })

const signInRefusal = z.enum([
  'bad_input',
  'bad_password',
  'refused',
  'locked',
  'no_user',
  'ambiguous',
  'changed',
  'hours',
  'workstation',
  'password_expired',
  'disabled',
  'account_expired',
  'must_change',
  'user_disabled',
  'no_role',
  ...f.platformCode.options,
])

/** Department and mapped roles, as `recheckPeople` compares them. */
const heldAs = z
  .array(
    z
      .string()
      .regex(/^department=(?:c[a-z0-9]{24})?$/)
      .or(f.roleHeld),
  )
  .max(64)

const missing = z.strictObject({ missing: f.count, signedIn: f.count })

/** Signing in and out, the emergency account, the directory, and refusals for want of a right. */
export const authEvents = defineEvents({
  'session.signed_in': ofSession,
  'session.sign_in_failed': z.strictObject({
    reason: signInRefusal,
    ofUserId: f.rowId.optional(),
  }),
  /** Refusals of a minute that got no record each: how many, of which for want of patience, and of how many names and addresses. */
  'session.sign_ins_refused': z.strictObject({
    refusals: f.count,
    limited: f.count,
    names: f.count,
    addresses: f.count,
  }),
  'session.signed_out': ended('signed_out', 'signed_out_everywhere', 'superseded', 'secured'),
  'session.expired': ended('idle', 'absolute'),
  'session.revoked': ended(
    'signed_in_elsewhere',
    'revoked',
    'user_disabled',
    'directory_unknown',
    'unlock_failures',
  ),
  'session.locked': ofSession,
  'session.unlocked': ofSession,
  'session.unlock_failed': ofSession,
  'session.confirmed': ofSession,
  'session.confirmation_failed': ofSession,
  /** Who came to a new installation and can give rights from then on. */
  'admin.first_granted': z.strictObject({
    userId: f.rowId,
    role: z.literal('security_admin'),
    by: z.literal('server_operator'),
  }),
  'breakglass.enabled': z.strictObject({ replaced: z.boolean(), by: z.literal('server_operator') }),
  'breakglass.disabled': z.strictObject({ by: z.literal('server_operator') }),
  'breakglass.signed_in': z.strictObject({
    sessionId: f.rowId,
    /** As `addressKey` folds it: IPv4, an IPv6 network, or `unknown`. */
    address: z.union([z.ipv4(), z.cidrv6(), z.literal('unknown')]),
  }),
  'breakglass.sign_in_failed': z.strictObject({
    reason: z.enum(['off', 'password', 'code', 'too_many_requests']),
  }),
  'directory.person_changed': z.strictObject({
    userId: f.rowId,
    change: z.enum(['gone', 'disabled', 'rights']),
    before: heldAs.optional(),
    after: heldAs.optional(),
  }),
  'directory.unavailable': null,
  'directory.recovered': null,
  /** Too many people were missing at once for the answer to be believed, or it was believed after all. */
  'directory.answer_doubted': missing,
  'directory.answer_believed': missing,
  'access.denied': z.strictObject({
    /** The right that was wanting; `conversation` where a case was another person's. */
    permission: f.permissionId.or(z.literal('conversation')),
    code: f.errorCode.optional(),
  }),
  /** `dropped`: roles of the directory that separation of duties left out. */
  'roles.changed': z.strictObject({
    userId: f.rowId.optional(),
    before: z.array(f.roleHeld).max(64).optional(),
    after: z.array(f.roleHeld).max(64).optional(),
    dropped: z.array(f.stored(ROLES)).max(8).optional(),
  }),
})
