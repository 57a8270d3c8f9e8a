import { foldText } from '@/lib/clinical/text/fold-text'

const SPECIAL = /[.*+?^${}()|[\]\\/]/g
const escaped = (text: string): string => text.replace(SPECIAL, '\\$&')
const PATTERN = /^\/(.+)\/(i?)$/su

/** Folds what is not ASCII, so that a pattern meets folded text; ASCII units keep the meaning they have in a pattern. */
function foldPattern(source: string): string {
  return Array.from(source, (unit) => (unit < '\u0080' ? unit : escaped(foldText(unit).text))).join('')
}

/**
 * True when a pattern could take exponential time: a repeated group that itself repeats or branches, or a reference to
 * what a group matched. Files of cases come from outside, so these are refused.
 */
export function isCostly(source: string): boolean {
  if (/\\(?:[1-9]|k<)/.test(source)) return true
  const groups: boolean[] = []
  let inClass = false
  for (let i = 0; i < source.length; i += 1) {
    const unit = source[i] ?? ''
    if (unit === '\\') i += 1
    else if (inClass) inClass = unit !== ']'
    else if (unit === '[') inClass = true
    else if (unit === '(') groups.push(false)
    else if (unit === ')') {
      const varies = groups.pop() ?? false
      const repeats = /^(?:[*+]|\{\d+,)/.test(source.slice(i + 1))
      if (varies && repeats) return true
      if (varies && groups.length > 0) groups[groups.length - 1] = true
    } else if (groups.length > 0 && /[*+|{]/.test(unit)) groups[groups.length - 1] = true
  }
  return false
}

/** Blanks may stand or be missing between a figure, its unit and Chinese; `10` is not found in `110` or `10.5`. */
function literalPattern(literal: string): string {
  const text = foldText(literal.trim()).text
  const body = escaped(text)
    .replace(/ +/g, '\\s*')
    .replace(/(?<=\d)(?=[a-z%μ℃\u4e00-\u9fff])|(?<=[a-z%\u4e00-\u9fff])(?=\d)/g, '\\s*')
    .replace(/(?<=[a-z])(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])(?=[a-z])/g, '\\s*')
  const first = text[0] ?? ''
  const last = text.at(-1) ?? ''
  const before = /\d/.test(first) ? '(?<![\\d.])' : /[a-z]/.test(first) ? '(?<![a-z])' : ''
  const after = /\d/.test(last) ? '(?!\\d|\\.\\d)' : /[a-z]/.test(last) ? '(?:e?s)?(?![a-z])' : ''
  return before + body + after
}

const compiled = new Map<string, RegExp | null>()

function compile(form: string): RegExp | null {
  const pattern = PATTERN.exec(form)
  if (!pattern) return new RegExp(literalPattern(form), 'gu')
  const [, source = ''] = pattern
  if (isCostly(source)) return null
  try {
    // Folded text is in small letters, so every pattern is read without regard to case.
    return new RegExp(foldPattern(source), 'gui')
  } catch {
    return null
  }
}

/**
 * The search for one form of a fact in folded text: literal words without regard to case, width or blanks beside figures,
 * or `/pattern/i`. Null for a pattern that is not valid or could run too long.
 */
export function compileForm(form: string): RegExp | null {
  const known = compiled.get(form)
  if (known !== undefined) return known
  const made = compile(form)
  compiled.set(form, made)
  return made
}
