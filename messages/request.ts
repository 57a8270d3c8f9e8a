import { getRequestConfig } from 'next-intl/server'
import { cookies, headers } from 'next/headers'
import { findActor } from '@/lib/auth/session'
import { HOSPITAL_TIME_ZONE } from '@/lib/shared/hospital-day'
import { DEFAULT_LOCALE, LOCALE_COOKIE, toLocale, type Locale } from '@/lib/shared/locale'
import { MESSAGES } from './catalogue'

async function requestLocale(): Promise<Locale> {
  const actor = await findActor()
  if (actor) return actor.locale
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value
  if (chosen) return toLocale(chosen)
  return /^en\b/i.test((await headers()).get('accept-language') ?? '') ? 'en' : DEFAULT_LOCALE
}

/** Language and texts of a page: the signed-in person's choice, else the cookie's, else what the browser asks for. */
export default getRequestConfig(async () => {
  const locale = await requestLocale()
  return { locale, messages: MESSAGES[locale], timeZone: HOSPITAL_TIME_ZONE }
})
