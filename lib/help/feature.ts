import { defineFeature } from '@/lib/feature/define-feature'

const EVERYBODY = [
  ...(['doctor', 'department_head', 'pharmacy_head'] as const),
  ...(['system_admin', 'security_admin', 'auditor'] as const),
] as const

/** The guides that come with the portal. */
export const help = defineFeature({
  permissions: { 'help:read': EVERYBODY },
  pages: {
    '/help': { permission: 'help:read', texts: ['consult', 'help'] },
  },
})
