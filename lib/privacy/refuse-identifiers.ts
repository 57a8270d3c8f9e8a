import { AppError } from '@/lib/errors/app-error'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import { findIdentifiers } from '@/lib/privacy/find-identifiers'

/** Refuses short texts that are kept and look like the identity of a patient. Throws AppError `stored_identifiers`. */
export function refuseIdentifiers(texts: readonly string[], dictionary: Dictionary): void {
  const count = texts.flatMap((text) => findIdentifiers(text, { dictionary, locale: 'zh-CN' })).length
  if (count > 0) throw new AppError('stored_identifiers', { count })
}
