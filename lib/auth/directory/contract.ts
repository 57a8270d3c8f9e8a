import { z } from 'zod'

/** Why the directory could not be used, as far as the error tells. Each has a sentence of what to do about it. */
export const DIRECTORY_FAULTS = [
  'settings',
  'service_account',
  'service_password',
  'ca_file',
  'name_unknown',
  'name_server',
  'refused',
  'unreachable',
  'timeout',
  'closed',
  'deadline',
  'tls_name',
  'tls_authority',
  'tls_expired',
  'tls_not_yet',
  'tls_failed',
  'starttls',
  'tls_required',
  'service_credentials',
  'base_missing',
  'base_syntax',
  'no_access',
  'size_limit',
  'referral',
  'busy',
  'not_ldap',
  'other',
] as const
export type DirectoryFault = (typeof DIRECTORY_FAULTS)[number]

/** What a sign-in needs of a directory server, in the order it needs it. */
export const CHECK_STEPS = ['resolve', 'connect', 'tls', 'bind', 'search', 'groups', 'mapping'] as const
export type CheckStep = (typeof CHECK_STEPS)[number]

/** Why a step was skipped, is doubtful or failed, besides the faults of the connection. */
const CHECK_FINDINGS = [
  'earlier_failed',
  'plain_loopback',
  'plain_refused',
  'direct_mode',
  'no_person',
  'expires_soon',
  'nobody_found',
  'person_name',
  'person_missing',
  'person_ambiguous',
  'person_incomplete',
  'person_barred',
  'no_mapping',
  'groups_missing',
  'no_role',
] as const
const checkReasonSchema = z.enum([...DIRECTORY_FAULTS, ...CHECK_FINDINGS])
export type CheckReason = z.infer<typeof checkReasonSchema>

/** What a step found out, by name. `role` holds a role, `department` a department's id, `validTo` a time. */
const checkFactSchema = z.object({
  name: z.enum([
    'address',
    'protocol',
    'names',
    'issuer',
    'validTo',
    'daysLeft',
    'account',
    'base',
    'displayName',
    'groupsMapped',
    'groupMissing',
    'groupHeld',
    'role',
    'department',
  ]),
  value: z.string(),
})
export type CheckFact = z.infer<typeof checkFactSchema>

export const checkedStepSchema = z.object({
  step: z.enum(CHECK_STEPS),
  state: z.enum(['ok', 'warning', 'failed', 'skipped']),
  reason: checkReasonSchema.nullable(),
  /** Duration in ms. */
  ms: z.int(),
  facts: z.array(checkFactSchema),
})
export type CheckedStep = z.infer<typeof checkedStepSchema>
