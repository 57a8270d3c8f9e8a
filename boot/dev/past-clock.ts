/** The clock of the process that seeds a year: it stands where it is put, and both of Node's clocks agree. Import it first. */

const Present = Date
const begin = Present.now()
let nowMs = begin

class MovedDate extends Present {
  constructor(...given: [] | [string | number | Date]) {
    super(given.length === 0 ? nowMs : given[0])
  }
  static override now(): number {
    return nowMs
  }
}
globalThis.Date = MovedDate as DateConstructor
performance.now = () => nowMs - begin

/** Puts the clock to a moment, in ms since 1970. */
export function setClock(ms: number): void {
  nowMs = ms
}

/** The moment in which this process was started, in ms since 1970. */
export const STARTED_MS = begin
