import { foldText } from '@/lib/clinical/text/fold-text'

const SPECIAL = /[.*+?^${}()|[\]\\/]/g
const escaped = (text: string): string => text.replace(SPECIAL, '\\$&')
const PATTERN = /^\/(.+)\/(i?)$/su

/** Folds what is not ASCII, so that a pattern meets folded text; ASCII units keep the meaning they have in a pattern. */
function foldPattern(source: string): string {
  return Array.from(source, (unit) => (unit < '\u0080' ? unit : escaped(foldText(unit).text))).join('')
}

/** What a group holds: something repeated, or a choice. */
interface Held {
  repeats: boolean
  branches: boolean
}

/** Most times that a group with a choice in it may be repeated. */
const REPEATS_MAX = 100

/** The repetition that stands at the beginning of a rest of a pattern; null where there is none. */
function repetitionAt(rest: string): { most: number } | null {
  const match = /^(?:[*+]|\{\d+(,(\d*))?\})/.exec(rest)
  if (!match) return /^\?/.test(rest) ? { most: 1 } : null
  const [all, range, most] = match
  if (all === '*' || all === '+' || (range !== undefined && most === '')) return { most: Infinity }
  return { most: Number(most ?? /\d+/.exec(all)?.[0]) }
}

/** Repeated once more, a group that repeats takes exponential time; one that chooses may, unless it is bounded. */
function costs({ repeats, branches }: Held, { most }: { most: number }): boolean {
  return most > 1 && (repeats || (branches && most > REPEATS_MAX))
}

/**
 * True when a pattern could take exponential time: a repeated group that itself repeats, or that chooses without a bound, or a
 * reference to what a group matched. Files of cases come from outside, so these are refused.
 */
export function isCostly(source: string): boolean {
  if (/\\(?:[1-9]|k<)/.test(source)) return true
  const groups: Held[] = []
  for (let i = 0; i < source.length; i += 1) {
    const unit = source[i] ?? ''
    const open = groups.at(-1)
    if (unit === '\\') i += 1
    else if (unit === '[') i = classEnd(source, i)
    else if (unit === '(') {
      groups.push({ repeats: false, branches: false })
      if (source[i + 1] === '?') i += 1
    } else if (unit === '|' && open) open.branches = true
    else if (unit === ')') {
      const closed = groups.pop() ?? { repeats: false, branches: false }
      const repetition = repetitionAt(source.slice(i + 1))
      if (repetition && costs(closed, repetition)) return true
      const outer = groups.at(-1)
      if (outer) {
        outer.repeats ||= closed.repeats || repetition !== null
        outer.branches ||= closed.branches
      }
    } else if (open && repetitionAt(source.slice(i))) open.repeats = true
  }
  return false
}

/** Where a class of units that opens at `from` closes. */
function classEnd(source: string, from: number): number {
  for (let i = from + 1; i < source.length; i += 1) {
    if (source[i] === '\\') i += 1
    else if (source[i] === ']') return i
  }
  return source.length
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
    return new RegExp(foldPattern(source), 'gi')
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
