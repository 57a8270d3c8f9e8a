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

/** What a log line says of an unknown error: its class and where it was thrown, never its message. */
export const faultFields = (error: unknown): { errorName: string; frames: string[] } => ({
  errorName: errorName(error),
  frames: framesOf(error),
})
