/** One step of the thought: `text.slice(start, end)`, without the blanks around it. */
export interface Step {
  start: number
  end: number
}

/** A line that goes on with the step before it: an indented bullet or indented text. */
const CONTINUES = /^(?: {2,}|\t)/

/**
 * The steps of a thought, one for each line that is not blank; indented lines belong to the step above them. Only the last
 * step can still change while text arrives.
 */
export function segmentThought(text: string): Step[] {
  const steps: Step[] = []
  let from = 0
  for (const line of text.split('\n')) {
    const ink = line.trim()
    if (ink !== '') {
      const start = from + line.length - line.trimStart().length
      const last = steps.at(-1)
      if (last && CONTINUES.test(line)) last.end = start + ink.length
      else steps.push({ start, end: start + ink.length })
    }
    from += line.length + 1
  }
  return steps
}
