import { z } from 'zod'
import { ERROR_STATUS, type PlatformCode } from '@/lib/errors/app-error'
import { ROLES } from '@/lib/shared/actor'
import { rowId } from '@/lib/shared/ids'
import { PLAIN_TEXT, replaceUnseen } from '@/lib/shared/plain-text'

/** What the details of events are made of. None of it is free text: each text has a form or is one of some words. */

export { rowId }
export const uuid = z.uuid()
/** An id that a request named: of a row that was looked up, or that none has it. */
export const resolvedId = rowId.or(z.literal('unknown'))
export const resolvedUuid = uuid.or(z.literal('unknown'))
export const count = z.int().nonnegative()
export const day = z.iso.date()
export const moment = z.iso.datetime()
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
export const keyId = z.string().regex(/^[0-9a-f]{8}$/)
/** HMAC-SHA256 of a text under the key for contents, as `contentHash` gives it. */
export const keyedHash = z.string().regex(/^[0-9a-f]{8}:[0-9a-f]{64}$/)
/** The record that says an act was asked for; on the record of its end only. */
export const asked = { asked: uuid.optional() }
/** Code of an `AppError`. */
export const errorCode = z.string().regex(/^[a-z][a-z_]{0,39}$/)
/** Code of an error that no feature brings. */
export const platformCode = z.enum(Object.keys(ERROR_STATUS) as [PlatformCode, ...PlatformCode[]])
/** Id of a right: `area:act`. */
export const permissionId = z.string().regex(/^[a-z]{1,24}:[a-z]{1,24}$/)
/** Key of a policy. */
export const policyKey = z.string().regex(/^[A-Za-z]{1,40}$/)
/** Class of an error, or a code of the operating system such as ENOSPC. */
export const errorClass = z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/)
/** Id of a rule, a job or a file of rules that comes with the portal. */
export const ruleId = z.string().regex(/^[a-z][a-z0-9_.-]{0,63}$/)
/** Version of the medication tables that were asked: the portal's own, and after a plus what the hospital changed. */
export const tablesVersion = z.string().regex(/^[0-9][0-9a-z.+-]{0,31}$/)
export const ruleCount = z.string().regex(/^[a-z][a-z0-9_.-]{0,63}=\d{1,6}$/)

/** One of some words that comes from a column of the database, where its type is text. */
export const stored = <const W extends readonly [string, ...string[]]>(words: W) =>
  z.string().pipe(z.enum(words))

/**
 * A name from the directory, from the file system, or that an administrator gave to a thing: at most `longest` characters, each
 * that could hide or break a line replaced by U+FFFD. It is mended rather than refused: a strange name keeps nobody out.
 */
export const name = (longest = 256) =>
  z
    .string()
    .overwrite((text) => Array.from(replaceUnseen(text)).slice(0, longest).join(''))
    .regex(PLAIN_TEXT)

const role = `(?:${ROLES.join('|')})`
/** A role, with the department that is headed: `role` or `role:departmentId`. */
export const roleHeld = z.string().regex(new RegExp(`^${role}(?::c[a-z0-9]{24})?$`))
