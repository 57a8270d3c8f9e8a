import { isPlain, type AssertedPlace, type Assertion } from '@/lib/clinical/assertion/assertion'
import cues from '@/lib/clinical/assertion/ending-cues.json'

const RECOVERIES = cues.recoveries.map(({ of, by }) => ({
  of: new RegExp(`^(?:${of})$`),
  by: new RegExp(by),
}))
const FAILS = new RegExp(cues.recovery_fails)

/** How far behind a disorder its recovery may be told, and how much in front of that may undo it. */
const REACH = 110
const FRONT = 6

/** Whether the paragraph behind a disorder tells that the function is back: 意识模糊…意识转清; 腹泻…大便正常. */
function isBack(text: string, { from, to }: AssertedPlace): boolean {
  const name = text.slice(from, to)
  const pair = RECOVERIES.find(({ of }) => of.test(name))
  if (!pair) return false
  const behind = text.slice(to, to + REACH).split('\n')[0] ?? ''
  const found = pair.by.exec(behind)
  if (!found) return false
  const front = behind.slice(Math.max(0, found.index - FRONT), found.index)
  const again = behind.slice(found.index + found[0].length)
  return !FAILS.test(front) && !FAILS.test(found[0]) && !again.includes(name)
}

/** Marks a disorder as ended where its function is told to have come back. Linear in the length of the text. */
export function assertRecoveries(
  text: string,
  { places, assertions }: { places: readonly AssertedPlace[]; assertions: readonly Assertion[] },
): void {
  for (const [i, place] of places.entries()) {
    const said = assertions[i]
    const condition = place.kind === 'symptom' || place.kind === 'finding' || place.kind === 'diagnosis'
    if (said && condition && isPlain(said) && isBack(text, place)) said.time = 'stopped'
  }
}
