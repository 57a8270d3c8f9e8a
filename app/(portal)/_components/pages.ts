import { PAGES } from '@/boot/features'
import { can } from '@/lib/feature/can'
import type { Actor } from '@/lib/shared/actor'

/** The pages of the navigation that a person may open, in its order. */
export function pagesOf(actor: Pick<Actor, 'roles'>): { href: string; name: string }[] {
  return PAGES.flatMap(({ href, permissions, nav }) =>
    nav !== null && permissions.some((one) => can(actor, one)) ? [{ href, name: nav }] : [],
  )
}

/** Where a person starts. Sign-in refuses people without a role, so there is always one; `/login` is the last resort. */
export function firstPageOf(actor: Pick<Actor, 'roles'>): string {
  return pagesOf(actor)[0]?.href ?? '/login'
}
