import type net from 'node:net'

/** How finely the time is counted, in ms. */
const TICK_MS = 100

/**
 * Destroys a socket with the error ETIMEDOUT that is not open `ms` milliseconds after this call. `opened` is the event that says so:
 * `connect`, or `secureConnect` behind a handshake. The time is counted in turns of the event loop: while this process itself
 * stands still (thirty people signing in at once, a busy machine), nothing that arrives is looked at, and a timer alone would run
 * before it. A directory that answers is then not called silent.
 */
export function connectInTime(socket: net.Socket, opened: 'connect' | 'secureConnect', ms: number): void {
  let left = Math.ceil(ms / TICK_MS)
  const ticking = setInterval(() => {
    left -= 1
    if (left > 0) return
    stop()
    socket.destroy(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' }))
  }, TICK_MS)
  const stop = () => clearInterval(ticking)
  socket.once(opened, stop)
  socket.once('close', stop)
}
