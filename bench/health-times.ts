import { setTimeout as delay } from 'node:timers/promises'

/**
 * Asks `/api/health` of the portal at the address given, every 20 ms, until its standard input ends, and prints the milliseconds of
 * each answer as a JSON list. A process of its own: whoever makes the load would count its own pauses as the portal's.
 */
const url = `${process.argv[2] ?? ''}/api/health`
const end = new AbortController()
process.stdin.resume().once('end', () => {
  end.abort()
})
const times: number[] = []
while (!end.signal.aborted) {
  const began = performance.now()
  await fetch(url).then((answer) => answer.text())
  times.push(performance.now() - began)
  await delay(20)
}
process.stdout.write(JSON.stringify(times))
