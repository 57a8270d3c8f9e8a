/**
 * Starts what waits one at a time, each in a turn of the event loop of its own. What begins together would else run to its
 * first wait in one stretch (the database answers without one), and nothing that needs little would come between. Returns a
 * function that starts `work` at once where nothing began in this turn, else in a later one, in the order of coming.
 */
export function takeTurns(): (work: () => void) => void {
  const waiting: (() => void)[] = []
  let taken = false
  const turn = () => {
    const work = waiting.shift()
    taken = work !== undefined
    if (!work) return
    setImmediate(turn)
    work()
  }
  return (work) => {
    waiting.push(work)
    if (!taken) turn()
  }
}
