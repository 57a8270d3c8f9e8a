const REFUSED = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\\/"[\]:;|=,+*?<>()]/u

/** Longest user name, in characters. */
export const USERNAME_MAX = 128

/**
 * The one form of a typed user name: trimmed, NFKC, lower case. Null when it is empty, too long, or holds a control
 * character or one of those that Active Directory forbids in account names and that mean something in filters.
 */
export function canonicalUsername(typed: string): string | null {
  if (typed.length > 4 * USERNAME_MAX) return null
  const name = typed.trim().normalize('NFKC').trim().toLowerCase()
  return name.length >= 1 && name.length <= USERNAME_MAX && !REFUSED.test(name) ? name : null
}
