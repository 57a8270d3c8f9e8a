/**
 * All matches of a global expression. Unlike `matchAll` it makes no copy of the expression, whose compiled form a copy may lose.
 */
export function matchesOf(text: string, form: RegExp): RegExpExecArray[] {
  const found: RegExpExecArray[] = []
  form.lastIndex = 0
  for (let match = form.exec(text); match; match = form.exec(text)) {
    found.push(match)
    if (match[0] === '') form.lastIndex += 1
  }
  return found
}
