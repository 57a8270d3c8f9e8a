import type { KnownError } from '@/lib/feature/define-feature'

/**
 * The error codes that no feature brings, each with its HTTP status; those of a feature stand in its `feature.ts`. The sentence
 * for each is in messages/<locale>/errors.json.
 */
export const ERROR_STATUS = {
  invalid_json: 400,
  invalid_input: 400,
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
  newcomer: 403,
  confirmation_needed: 403,
  stored_identifiers: 400,
  cross_site: 403,
  not_found: 404,
  conflict: 409,
  stale: 409,
  needs_second_person: 409,
  run_in_progress: 409,
  superseded: 409,
  upload_too_slow: 408,
  payload_too_large: 413,
  unsupported_media_type: 415,
  question_too_long: 422,
  identifiers_found: 422,
  text_too_complex: 422,
  locked: 423,
  too_many_requests: 429,
  audit_reading_limit: 429,
  own_queue_full: 429,
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
  audit_unavailable: 503,
  trail_cut: 503,
  directory_unavailable: 503,
  directory_limit: 503,
  directory_no_account: 503,
  shutting_down: 503,
} as const

export type PlatformCode = keyof typeof ERROR_STATUS
/**
 * Numbers and enumerated words for the sentence. Never text that a user typed, but for the title of a document of the library, which
 * is the hospital's and goes to who may read it.
 */
export type ErrorParams = Readonly<Record<string, string | number>>

const BRAND = Symbol.for('innerward.AppError')

/** An expected failure: a code, its HTTP status, and the values its sentence needs. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: string
  readonly status: number
  readonly params: ErrorParams

  /** Next compiles this module into several bundles; an error of one copy is an AppError to the others too. */
  static override [Symbol.hasInstance](this: unknown, value: unknown): boolean {
    if (this !== AppError) return Function.prototype[Symbol.hasInstance].call(this as never, value)
    return typeof value === 'object' && value !== null && BRAND in value
  }

  readonly [BRAND] = true

  constructor(error: PlatformCode | KnownError, params: ErrorParams = {}, options?: ErrorOptions) {
    const { code, status } = typeof error === 'string' ? { code: error, status: ERROR_STATUS[error] } : error
    super(code, options)
    this.code = code
    this.status = status
    this.params = params
  }
}
