import { z } from 'zod'
import { defineFeature, policy } from '@/lib/feature/define-feature'

/** Case templates. */
export const templates = defineFeature({
  permissions: {
    'templates:read': ['doctor', 'department_head', 'security_admin'],
    'templates:write': ['doctor', 'department_head'],
  },
  errors: {
    template_unknown_placeholder: 400,
    template_broken_placeholder: 400,
    template_placeholder_loop: 400,
    template_invalid: 400,
    template_identifiers: 400,
    template_values: 400,
    template_file_invalid: 400,
    template_file_newer: 400,
    template_file_altered: 400,
    template_deprecated: 409,
    template_limit: 409,
  },
  policies: {
    templates: policy(
      z.strictObject({
        /** Most tokens that a template may give to one part of the answer, and to the thought. */
        sectionTokensMax: z.int().min(64).max(4096),
        thoughtTokensMax: z.int().min(64).max(8192),
        /** Templates of one person. */
        personalMax: z.int().min(1).max(500),
      }),
      { sectionTokensMax: 1024, thoughtTokensMax: 2048, personalMax: 100 },
    ),
  },
  pages: {
    '/templates': { permission: 'templates:read', nav: 'templates', texts: ['templates'] },
    '/templates/new': { permission: 'templates:write', texts: ['calculators', 'templates'] },
    '/templates/proposals': { permission: 'templates:read', texts: ['templates'] },
    '/templates/[id]': { permission: 'templates:read', texts: ['calculators', 'templates'] },
    '/templates/[id]/edit': { permission: 'templates:write', texts: ['calculators', 'templates'] },
  },
})
