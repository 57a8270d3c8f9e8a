import 'server-only'
import { createTranslator } from 'next-intl'
import { AppError, type ErrorParams } from '@/lib/errors/app-error'
import type { Problem } from '@/lib/shared/problem'
import type { Locale } from '@/lib/shared/locale'
import en from '@/messages/en/errors.json'
import zhCN from '@/messages/zh-CN/errors.json'

const SENTENCES = { 'zh-CN': zhCN, en } as const

/** The sentence for an error code in the user's language: what is wrong and what to do. */
export function errorSentence(code: string, locale: Locale, params: ErrorParams = {}): string {
  return createTranslator({ locale, messages: SENTENCES[locale] })(code as keyof typeof en, params)
}

export interface ProblemContext {
  requestId: string
  locale: Locale
  /** Names of wrong input fields, for `invalid_input`. */
  fields?: readonly string[]
}

/** An error as `application/problem+json` (RFC 9457). Unknown errors show nothing but the request id. */
export function problemResponse(error: unknown, { requestId, locale, fields }: ProblemContext): Response {
  const known = error instanceof AppError ? error : new AppError('internal', { requestId })
  const problem: Problem = {
    type: 'about:blank',
    title: errorSentence(known.code, locale, known.params),
    status: known.status,
    code: known.code,
    requestId,
    ...(fields && fields.length > 0 ? { fields: [...fields] } : {}),
  }
  const headers: Record<string, string> = {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'no-store',
    'X-Request-Id': requestId,
  }
  const retryAfter = known.params['retryAfterSeconds']
  if (retryAfter !== undefined) headers['Retry-After'] = String(retryAfter)
  return new Response(JSON.stringify(problem), { status: known.status, headers })
}
