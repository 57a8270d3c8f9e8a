import { AppError } from '@/lib/errors/app-error'
import { findIdentifiers } from '@/lib/privacy/find-identifiers'

/** Refuses texts that are kept and look like the identity of a patient. Throws AppError `stored_identifiers`. */
export function refuseIdentifiers(texts: readonly string[]): void {
  const count = texts.flatMap((text) => findIdentifiers(text)).length
  if (count > 0) throw new AppError('stored_identifiers', { count })
}
