import { defineFeature } from '@/lib/feature/define-feature'

const EVERYBODY = [
  ...(['doctor', 'department_head', 'pharmacy_head'] as const),
  ...(['system_admin', 'security_admin', 'auditor'] as const),
] as const

/** How a person wants their own screen. */
export const preferences = defineFeature({
  permissions: { 'preferences:change': EVERYBODY },
  pages: {
    '/settings': { permission: 'preferences:change', texts: ['settings'] },
  },
})
