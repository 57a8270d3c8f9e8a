import type { Socket } from 'node:net'

/** Longer than any wait takes on a busy machine, shorter than the time a test has. */
const PATIENCE_MS = Number(process.env['TEST_PATIENCE_MS'] ?? 600_000)
const LOOK_EVERY_MS = 50

/** The value of the promise. Throws an Error that names what was waited for when it does not come. */
export async function within<T>(
  what: string,
  promise: Promise<T>,
  seen: () => string = () => '',
): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`Waited ${PATIENCE_MS / 1000} s for ${what}. Last seen: ${seen() || 'nothing'}`))
    }, PATIENCE_MS)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Waits until `look` returns the wanted value and returns it. Throws an Error that names what was waited for and what
 * was seen last.
 */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  wanted: (value: T) => boolean = Boolean,
): Promise<T> {
  let last = 'nothing'
  let over = false
  const watch = async (): Promise<T> => {
    for (;;) {
      const value = await look()
      if (wanted(value)) return value
      last = JSON.stringify(value)
      if (over) throw new Error(`no longer waiting for ${what}`)
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    }
  }
  const watching = watch()
  watching.catch(() => undefined)
  try {
    return await within(what, watching, () => last)
  } finally {
    over = true
  }
}

/** Resolves once the connection is closed, by an end or by a reset: which of the two comes is a race where the other side cuts it. */
export const closing = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.on('error', () => undefined)
    socket.once('close', () => resolve())
  })
