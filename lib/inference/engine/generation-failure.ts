import 'server-only'
import { AppError } from '@/lib/errors/app-error'

/** What a caller of an engine is told of an error: an expected one as it is, any other as `generation_failed`. */
export function generationFailure(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError('generation_failed', {}, { cause: error })
}
