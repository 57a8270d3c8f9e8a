import { defineFeature } from '@/lib/feature/define-feature'

/** Copies of the database. */
export const backup = defineFeature({ errors: { backup_failed: 500 } })
