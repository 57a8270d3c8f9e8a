import type { PlatformCode } from '@/lib/errors/app-error'

/** Why a directory refused a sign-in, for the audit trail. */
export type Refusal =
  | 'bad_password'
  | 'refused'
  | 'locked'
  | 'no_user'
  | 'hours'
  | 'workstation'
  | 'password_expired'
  | 'disabled'
  | 'account_expired'
  | 'must_change'

/**
 * Sub-codes that Active Directory puts into the message of result 49 (Windows system error codes, in hex). 530, 531,
 * 532, 533, 701 and 773 come only after the right password, so the person may be told; 775 comes without, so it may not.
 */
const SUB_CODES: Readonly<Record<string, Refusal>> = {
  '525': 'no_user',
  '52e': 'bad_password',
  '530': 'hours',
  '531': 'workstation',
  '532': 'password_expired',
  '533': 'disabled',
  '701': 'account_expired',
  '773': 'must_change',
  '775': 'locked',
}

const TOLD: Partial<Record<Refusal, PlatformCode>> = {
  hours: 'sign_in_hours',
  workstation: 'sign_in_workstation',
  password_expired: 'password_expired',
  disabled: 'account_disabled',
  account_expired: 'account_expired',
  must_change: 'password_must_change',
}

/** The refusal in a message of result 49; any other message is a wrong password. */
export function refusalOf(message: string): Refusal {
  const code = /\bdata ([0-9a-f]{3,4})\b/i.exec(message)?.[1]?.toLowerCase()
  return (code && SUB_CODES[code]) || 'bad_password'
}

/** What the person may be told of a refusal: what to do about it, or nothing but that it did not work. */
export function toldCode(refusal: string): PlatformCode {
  return (TOLD as Record<string, PlatformCode | undefined>)[refusal] ?? 'invalid_credentials'
}
