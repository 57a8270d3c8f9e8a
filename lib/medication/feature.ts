import { defineFeature } from '@/lib/feature/define-feature'

/** Drugs checked against tables, without a model, and the hospital's own tables. */
export const medication = defineFeature({
  permissions: {
    'medication:check': ['doctor', 'department_head', 'pharmacy_head'],
    'medication:manage': ['pharmacy_head'],
  },
  pages: {
    '/medication': { permission: 'medication:check', nav: 'medication', texts: ['medication'] },
    '/admin/medication': {
      permission: 'medication:manage',
      nav: 'medicationTables',
      group: 'rules',
      texts: ['medication', 'medicationTables'],
    },
  },
})
