import path from 'node:path'
import { errorName } from '@/lib/logging/logger'

/** As many as V8 keeps of itself. */
const FRAMES_MAX = 10
/** A frame of V8: the function, where it has a name, and file, line and column. Nothing but ASCII, so no text of a person. */
const FRAME =
  /^ {4}at (?:(?:async )?([\w$.<>[\] #]+) \()?(?:file:\/\/)?((?:node:|\/)[\w./@+()[\]-]*?:\d+:\d+)\)?$/

/** The path within the project, in which the portal runs; of any other only the file's name. */
function placeOf(location: string): string {
  if (location.startsWith('node:')) return location
  const here = path.relative(process.cwd(), location)
  return here.startsWith('..') ? path.basename(location) : here
}

/**
 * Where an unknown error was thrown: `function file:line:column` of each frame, the innermost first. Nothing of its message,
 * which may quote a text and may even look like frames: where the message cannot be told apart, there are none.
 */
export function framesOf(error: unknown): string[] {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return []
  const { stack, message } = error
  const at = stack.indexOf(message)
  if (at < 0) return []
  return stack
    .slice(at + message.length)
    .split('\n')
    .flatMap((line) => {
      const [, name = '', location] = FRAME.exec(line) ?? []
      return location === undefined ? [] : [`${name} ${placeOf(location)}`.trim()]
    })
    .slice(0, FRAMES_MAX)
}

/** Codes of Node, SQLite and the portal: upper or lower case letters, digits and underscores, nothing a person types. */
const CODE = /^[A-Za-z][A-Za-z0-9_]{1,63}$/

/** The code of an error and the system's number of it, where it has them; of a cause where the error itself has none. */
function codesOf(error: unknown): { code?: string; errno?: number } {
  if (!(error instanceof Error)) return {}
  const { code, errno } = error as NodeJS.ErrnoException
  const own = {
    ...(typeof code === 'string' && CODE.test(code) ? { code } : {}),
    ...(Number.isInteger(errno) ? { errno: Number(errno) } : {}),
  }
  return Object.keys(own).length > 0 || error.cause === undefined ? own : codesOf(error.cause)
}

/** What a log line says of an unknown error. */
interface FaultFields {
  errorName: string
  code?: string
  errno?: number
  frames: string[]
}

/** The class, the code and the place of an unknown error, never its message. */
export const faultFields = (error: unknown): FaultFields => ({
  errorName: errorName(error),
  ...codesOf(error),
  frames: framesOf(error),
})
