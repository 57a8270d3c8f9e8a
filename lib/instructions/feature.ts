import { auth } from '@/lib/auth/feature'
import { defineFeature } from '@/lib/feature/define-feature'

/** What the model is told before every question. */
export const instructions = defineFeature({
  pages: {
    '/admin/system-prompt': {
      permission: auth.permissions['security:manage'],
      nav: 'systemPrompt',
      group: 'rules',
      texts: ['systemPrompt', 'templates'],
    },
  },
})
