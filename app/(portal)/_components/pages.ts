import { can, type Permission } from '@/lib/auth/permissions'
import type { Actor } from '@/lib/shared/actor'

export type PageName =
  | 'consult'
  | 'mechanism'
  | 'templates'
  | 'medication'
  | 'batch'
  | 'usage'
  | 'audit'
  | 'security'
  | 'mappings'
  | 'sessions'
  | 'policies'
  | 'systemPrompt'
  | 'approvals'
  | 'delegations'
  | 'system'
  | 'directory'
  | 'models'

interface PortalPage {
  href: string
  /** One of them is enough. */
  permission: Permission | readonly Permission[]
  /** Key of the name in messages/<locale>/portal.json under `nav`. */
  name: PageName
}

/** The pages of the portal in the order of the navigation. */
const PAGES: readonly PortalPage[] = [
  { href: '/consult', permission: 'consult:ask', name: 'consult' },
  { href: '/mechanism', permission: 'consult:ask', name: 'mechanism' },
  { href: '/medication', permission: 'medication:check', name: 'medication' },
  { href: '/batch', permission: 'batch:run', name: 'batch' },
  { href: '/usage', permission: 'usage:read', name: 'usage' },
  { href: '/audit', permission: 'audit:read', name: 'audit' },
  { href: '/admin/security', permission: 'security:manage', name: 'security' },
  { href: '/admin/mappings', permission: 'security:manage', name: 'mappings' },
  { href: '/admin/sessions', permission: 'security:manage', name: 'sessions' },
  { href: '/admin/policies', permission: 'security:manage', name: 'policies' },
  { href: '/admin/system-prompt', permission: 'security:manage', name: 'systemPrompt' },
  { href: '/admin/delegations', permission: 'roles:delegate', name: 'delegations' },
  { href: '/templates', permission: 'templates:read', name: 'templates' },
  { href: '/admin/system', permission: 'system:manage', name: 'system' },
  { href: '/admin/models', permission: 'system:manage', name: 'models' },
  { href: '/admin/approvals', permission: 'changes:decide', name: 'approvals' },
  { href: '/admin/directory', permission: ['system:manage', 'security:manage'], name: 'directory' },
]

/** The pages a person may open. */
export function pagesOf(actor: Pick<Actor, 'roles'>): PortalPage[] {
  return PAGES.filter(({ permission }) => [permission].flat().some((one) => can(actor, one)))
}

/** Where a person starts. Sign-in refuses people without a role, so there is always one; `/login` is the last resort. */
export function firstPageOf(actor: Pick<Actor, 'roles'>): string {
  return pagesOf(actor)[0]?.href ?? '/login'
}
