import 'server-only'
import { FILE_NAME_HEADER } from '@/lib/batch/contract'
import { AppError } from '@/lib/errors/app-error'

const NAME_MAX = 255

/** The percent-encoded file name of a request. Throws AppError `invalid_input` when it is missing, broken or too long. */
export function readFileName(request: Request): string {
  const given = request.headers.get(FILE_NAME_HEADER) ?? ''
  try {
    const name = decodeURIComponent(given)
    if (name.trim() !== '' && name.length <= NAME_MAX) return name
  } catch (error) {
    throw new AppError('invalid_input', { fields: FILE_NAME_HEADER }, { cause: error })
  }
  throw new AppError('invalid_input', { fields: FILE_NAME_HEADER })
}
