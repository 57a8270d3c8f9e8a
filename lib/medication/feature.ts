import { defineFeature } from '@/lib/feature/define-feature'

/** Drugs checked against tables, without a model. */
export const medication = defineFeature({
  permissions: { 'medication:check': ['doctor', 'department_head'] },
  pages: { '/medication': { permission: 'medication:check', nav: 'medication', texts: ['medication'] } },
})
