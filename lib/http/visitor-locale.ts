import 'server-only'
import { DEFAULT_LOCALE, LOCALE_COOKIE, toLocale, type Locale } from '@/lib/shared/locale'

/** The language for somebody not signed in: the language cookie, else Chinese unless the browser asks for English first. */
export function visitorLocale(request: Request): Locale {
  const cookie = new RegExp(`(?:^|;\\s*)${LOCALE_COOKIE}=([^;]+)`).exec(
    request.headers.get('cookie') ?? '',
  )?.[1]
  if (cookie) return toLocale(cookie)
  return /^en\b/i.test(request.headers.get('accept-language') ?? '') ? 'en' : DEFAULT_LOCALE
}
