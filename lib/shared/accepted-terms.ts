import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export interface Acceptance {
  subject: string
  termsName: string
  termsSha256: string
  /** ISO 8601. */
  at: string
  /** User of the machine. */
  by: string
}

const fileOf = (stateDir: string): string => path.join(stateDir, 'accepted-terms.json')

/** The records that can be read; a line cut off by a crash counts for nothing, so its terms are asked for again. */
function recordsOf(text: string): unknown[] {
  return text.split('\n').flatMap((line): unknown[] => {
    try {
      return line === '' ? [] : [JSON.parse(line)]
    } catch {
      return []
    }
  })
}

const readText = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '')

/**
 * Notes that somebody accepted the terms under which something is used: of what (`subject`, such as a package or a model),
 * which terms (`termsName`, and the SHA-256 of their text), when (`at`, ISO 8601) and who (`by`, the user of the machine).
 * `accepted-terms.json` in the state folder has one JSON object a line and is only ever appended to, so two commands
 * at once lose nothing. Readable by its owner alone.
 */
export function recordAcceptance(
  stateDir: string,
  { subject, termsName, termsSha256, at, by }: Acceptance,
): void {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 })
  const file = fileOf(stateDir)
  const text = readText(file)
  const cutOff = text !== '' && !text.endsWith('\n')
  const line = JSON.stringify({ subject, termsName, termsSha256, at, by })
  appendFileSync(file, `${cutOff ? '\n' : ''}${line}\n`, { mode: 0o600, flush: true })
}

/** Whether exactly these terms (by the SHA-256 of their text) were accepted for this subject before. */
export function wasAccepted(stateDir: string, subject: string, termsSha256: string): boolean {
  return recordsOf(readText(fileOf(stateDir))).some((record) => {
    const known = record as Partial<Acceptance> | null
    return known?.subject === subject && known.termsSha256 === termsSha256
  })
}
