/** Codes that a sign-in answers with; anything else is shown as an unreachable server. */
export const REFUSALS = [
  'invalid_credentials',
  'too_many_requests',
  'directory_unavailable',
  'audit_unavailable',
  'trail_cut',
  'password_expired',
  'password_must_change',
  'account_disabled',
  'account_expired',
  'sign_in_hours',
  'sign_in_workstation',
] as const
