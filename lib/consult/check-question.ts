import 'server-only'
import { consult } from '@/lib/consult/feature'
import { AppError } from '@/lib/errors/app-error'

/** Control characters other than tab, line feed and carriage return. */
const CONTROL = /[\p{Cc}]/u
const ALLOWED = new Set(['\t', '\n', '\r'])

/**
 * The question with lone surrogates replaced, otherwise as typed.
 * Throws AppError `control_characters` with the position (from 1, in characters) of the first one.
 */
export function checkQuestion(question: string): string {
  const text = question.toWellFormed()
  let position = 0
  for (const character of text) {
    position += 1
    if (CONTROL.test(character) && !ALLOWED.has(character)) {
      throw new AppError(consult.errors.control_characters, { position })
    }
  }
  return text
}
