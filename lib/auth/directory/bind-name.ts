/** A value as it stands in a distinguished name (RFC 4514 §2.4). */
function escapeDnValue(value: string): string {
  return value
    .replace(/[\\,+"<>;=]/g, (character) => `\\${character}`)
    .replace(/\0/g, '\\00')
    .replace(/^[ #]/, (character) => `\\${character}`)
    .replace(/ $/, '\\ ')
}

/**
 * What to bind as in direct mode: the template with the canonical user name in it, escaped where the template is a
 * distinguished name. Null for a name that would say more than a name there: an `@` or `\` of its own in a user principal
 * or down-level name. The result is never a bare word, which ldapts would take for a SASL mechanism (`EXTERNAL`).
 */
export function bindNameOf(template: string, username: string): string | null {
  const isDn = template.includes('=')
  if (!isDn && /[@\\/"\p{Cc}]/u.test(username)) return null
  return template.replace('{username}', () => (isDn ? escapeDnValue(username) : username))
}
