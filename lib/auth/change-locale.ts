import 'server-only'
import type { Actor } from '@/lib/shared/actor'
import { cookiesAreSecure } from '@/lib/auth/session-cookie'
import { db } from '@/lib/db/client'
import { LOCALE_COOKIE, type Locale } from '@/lib/shared/locale'

const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60

/** Keeps the person's language and returns the cookie that keeps it for the sign-in page. */
export async function changeLocale(actor: Actor, locale: Locale): Promise<string> {
  await (await db()).user.update({ where: { id: actor.userId }, data: { locale } })
  const secure = cookiesAreSecure() ? '; Secure' : ''
  return `${LOCALE_COOKIE}=${locale}; Path=/; Max-Age=${ONE_YEAR_SECONDS}; SameSite=Lax${secure}`
}
