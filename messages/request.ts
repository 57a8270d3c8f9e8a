import { getRequestConfig } from 'next-intl/server'
import { cookies, headers } from 'next/headers'
import { DEFAULT_LOCALE, LOCALE_COOKIE, toLocale, type Locale } from '@/lib/shared/locale'
import { MESSAGES } from './catalogue'

async function requestLocale(): Promise<Locale> {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value
  if (chosen) return toLocale(chosen)
  return /^en\b/i.test((await headers()).get('accept-language') ?? '') ? 'en' : DEFAULT_LOCALE
}

/** Language and texts of a page. The cookie follows the signed-in user's choice, which sign-in and the switch set. */
export default getRequestConfig(async () => {
  const locale = await requestLocale()
  return { locale, messages: MESSAGES[locale], timeZone: 'Asia/Shanghai' }
})
