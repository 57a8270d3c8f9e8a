import { auth } from '@/lib/auth/feature'
import { defineFeature } from '@/lib/feature/define-feature'

const manage = { permission: auth.permissions['system:manage'] }

/** Health, figures and models of the running installation. */
export const operations = defineFeature({
  errors: { model_fixed: 409 },
  pages: {
    '/admin/system': {
      ...manage,
      nav: 'system',
      group: 'system',
      texts: ['admin', 'backup', 'directory', 'library'],
    },
    '/admin/models': { ...manage, nav: 'models', group: 'system', texts: ['admin', 'models', 'release'] },
  },
})
