import { consult } from '@/lib/consult/feature'
import { defineFeature } from '@/lib/feature/define-feature'

/** Drawings of cause and effect. */
export const mechanism = defineFeature({
  pages: {
    '/mechanism': { permission: consult.permissions['consult:ask'], nav: 'mechanism', texts: ['mechanism'] },
  },
})
