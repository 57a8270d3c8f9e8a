export interface Acceptance {
  subject: string
  termsName: string
  termsSha256: string
  /** ISO 8601. */
  at: string
  /** User of the machine. */
  by: string
}
export function recordAcceptance(stateDir: string, acceptance: Acceptance): void
export function wasAccepted(stateDir: string, subject: string, termsSha256: string): boolean
