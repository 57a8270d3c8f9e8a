import { PAGES } from '@/boot/features'
import { can } from '@/lib/feature/can'
import type { Actor } from '@/lib/shared/actor'
import type { NavigationPage } from './navigation/nav-link'

/** The pages of the navigation that a person may open, in its order. */
export function pagesOf(actor: Pick<Actor, 'roles'>): NavigationPage[] {
  return PAGES.flatMap(({ href, permissions, nav, group }) =>
    nav !== null && permissions.some((one) => can(actor, one)) ? [{ href, name: nav, group }] : [],
  )
}

/** Where a person starts. Sign-in refuses people without a role, so there is always one; `/login` is the last resort. */
export function firstPageOf(actor: Pick<Actor, 'roles'>): string {
  return pagesOf(actor)[0]?.href ?? '/login'
}
