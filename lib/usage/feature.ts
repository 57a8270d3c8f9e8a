import { z } from 'zod'
import { defineFeature, policy } from '@/lib/feature/define-feature'

/** Figures of use for heads of department and auditors. */
export const usage = defineFeature({
  permissions: { 'usage:read': ['department_head', 'auditor'] },
  policies: {
    usage: policy(
      z.strictObject({
        /** Whether a department head may see single people. */
        showPeople: z.boolean(),
        /** Groups of fewer doctors than this are not shown where people are not. */
        smallestGroup: z.int().min(2).max(20),
      }),
      { showPeople: true, smallestGroup: 5 },
    ),
  },
  pages: {
    '/usage': { permission: 'usage:read', nav: 'usage', group: 'oversight', texts: ['usage'] },
    '/usage/report': { permission: 'usage:read', texts: ['usage'] },
  },
})
