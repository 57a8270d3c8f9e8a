/** What is to be done once nothing else is, one after the other. */
const waiting: (() => void)[] = []
let begun = false

/** A page that is never idle does it all the same after so many ms; Safari, which does not tell, after the second. */
const LATEST_MS = 2000
const PAUSE_MS = 200

const idle = (run: () => void): void => {
  if ('requestIdleCallback' in window) window.requestIdleCallback(run, { timeout: LATEST_MS })
  else setTimeout(run, PAUSE_MS)
}

function next(): void {
  waiting.shift()?.()
  if (waiting.length > 0) idle(next)
  else begun = false
}

/** Does it in the browser, after the page is loaded, when there is nothing else to do. On the server it is never done. */
export function whenIdle(run: () => void): void {
  if (typeof window === 'undefined') return
  waiting.push(run)
  if (begun) return
  begun = true
  if (document.readyState === 'complete') idle(next)
  else window.addEventListener('load', () => idle(next), { once: true })
}
