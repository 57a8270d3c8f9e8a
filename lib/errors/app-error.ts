/** Every error code that may cross the HTTP boundary, with its status. The sentence for each is in messages/<locale>/errors.json. */
export const ERROR_STATUS = {
  invalid_json: 400,
  invalid_input: 400,
  template_unknown_placeholder: 400,
  template_broken_placeholder: 400,
  template_placeholder_loop: 400,
  template_invalid: 400,
  template_identifiers: 400,
  template_values: 400,
  template_file_invalid: 400,
  template_file_newer: 400,
  template_file_altered: 400,
  control_characters: 400,
  unauthenticated: 401,
  session_expired: 401,
  signed_in_elsewhere: 401,
  invalid_credentials: 401,
  password_expired: 403,
  password_must_change: 403,
  account_disabled: 403,
  account_expired: 403,
  sign_in_hours: 403,
  sign_in_workstation: 403,
  forbidden: 403,
  confirmation_needed: 403,
  own_account: 403,
  own_group: 403,
  newcomer: 403,
  stored_identifiers: 400,
  separation_of_duties: 403,
  cross_site: 403,
  handover_department: 403,
  handover_no_department: 403,
  not_found: 404,
  handover_code: 404,
  conflict: 409,
  stale: 409,
  last_security_admin: 409,
  needs_second_person: 409,
  asker_without_right: 409,
  run_in_progress: 409,
  superseded: 409,
  template_deprecated: 409,
  template_limit: 409,
  acknowledgement_needed: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  question_too_long: 422,
  identifiers_found: 422,
  text_too_complex: 422,
  locked: 423,
  too_many_requests: 429,
  question_limit: 429,
  audit_reading_limit: 429,
  rounds_limit: 429,
  rounds_off: 403,
  own_queue_full: 429,
  too_many_streams: 429,
  too_many_uploads: 429,
  batch_not_allowed: 403,
  batch_running: 409,
  batch_empty: 422,
  batch_busy: 503,
  readers_busy: 503,
  readers_unavailable: 503,
  queue_full: 503,
  internal: 500,
  generation_failed: 500,
  model_stalled: 503,
  model_loading: 503,
  model_unavailable: 503,
  engine_restarted: 503,
  model_changing: 503,
  model_fixed: 409,
  model_not_releasable: 409,
  audit_unavailable: 503,
  trail_cut: 503,
  backup_failed: 500,
  directory_unavailable: 503,
  directory_limit: 503,
  directory_no_account: 503,
  shutting_down: 503,
} as const

export type ErrorCode = keyof typeof ERROR_STATUS
/** Numbers and enumerated words for the sentence. Never text that a user typed. */
export type ErrorParams = Readonly<Record<string, string | number>>

const BRAND = Symbol.for('innerward.AppError')

/** An expected failure: a code, its HTTP status, and the values its sentence needs. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly status: number
  readonly params: ErrorParams

  /** Next compiles this module into several bundles; an error of one copy is an AppError to the others too. */
  static override [Symbol.hasInstance](this: unknown, value: unknown): boolean {
    if (this !== AppError) return Function.prototype[Symbol.hasInstance].call(this as never, value)
    return typeof value === 'object' && value !== null && BRAND in value
  }

  readonly [BRAND] = true

  constructor(code: ErrorCode, params: ErrorParams = {}, options?: ErrorOptions) {
    super(code, options)
    this.code = code
    this.status = ERROR_STATUS[code]
    this.params = params
  }
}
