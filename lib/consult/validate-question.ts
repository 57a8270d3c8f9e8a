import 'server-only'
import { AppError } from '@/lib/errors/app-error'

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/

/**
 * The question as it will be hashed and sent to the model: well-formed Unicode, white space at the ends removed.
 * Throws AppError `control_characters` with the 1-based position of the first one (tab and line breaks are allowed).
 */
export function validateQuestion(typed: string): string {
  const position = typed.search(CONTROL)
  if (position >= 0) throw new AppError('control_characters', { position: position + 1 })
  return typed.toWellFormed().trim()
}
