import { z } from 'zod'
import * as f from '@/lib/audit/event-fields'
import { defineEvents } from '@/lib/feature/define-server'

/** Backups that were made, or were not. */
export const backupEvents = defineEvents({
  'backup.made': z.strictObject({
    trigger: z.enum(['schedule', 'admin', 'command']),
    bytes: f.count.optional(),
    upToId: f.count.optional(),
    sha256: f.sha256.optional(),
    reason: f.errorClass.optional(),
  }),
})
