import { auth } from '@/lib/auth/feature'
import { defineFeature } from '@/lib/feature/define-feature'

const manage = { permission: auth.permissions['security:manage'] }

/** Who may do what, and who decides on a change of it. */
export const rights = defineFeature({
  permissions: {
    'roles:delegate': ['department_head', 'security_admin'],
    'changes:decide': ['system_admin', 'security_admin', 'auditor'],
  },
  errors: {
    own_account: 403,
    own_group: 403,
    separation_of_duties: 403,
    last_security_admin: 409,
    asker_without_right: 409,
    model_not_releasable: 409,
  },
  pages: {
    '/admin/security': {
      ...manage,
      nav: 'security',
      group: 'people',
      texts: ['admin', 'consequences', 'policies', 'release'],
    },
    '/admin/security/people/[id]': { ...manage, texts: ['admin', 'people'] },
    '/admin/mappings': {
      ...manage,
      nav: 'mappings',
      group: 'people',
      texts: ['admin', 'directory', 'policies', 'release'],
    },
    '/admin/sessions': { ...manage, nav: 'sessions', group: 'people', texts: ['sessions'] },
    '/admin/policies': {
      ...manage,
      nav: 'policies',
      group: 'rules',
      texts: ['consequences', 'policies', 'review'],
    },
    '/admin/delegations': {
      permission: 'roles:delegate',
      nav: 'delegations',
      group: 'people',
      texts: ['admin', 'consequences', 'people'],
    },
    '/admin/approvals': {
      permission: 'changes:decide',
      nav: 'approvals',
      group: 'rules',
      texts: ['admin', 'directory', 'policies', 'release'],
    },
  },
})
