import { defineFeature } from '@/lib/feature/define-feature'
import { ROLES } from '@/lib/shared/actor'

/** How a person wants their own screen, and the guide to it. */
export const preferences = defineFeature({
  permissions: { 'preferences:change': ROLES },
  pages: {
    '/settings': { permission: 'preferences:change', texts: ['settings'] },
  },
})
