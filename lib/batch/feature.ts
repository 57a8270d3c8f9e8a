import { z } from 'zod'
import { defineFeature, policy } from '@/lib/feature/define-feature'

/** Discharge summaries read in batches. */
export const batch = defineFeature({
  permissions: { 'batch:run': ['doctor', 'department_head'] },
  errors: {
    too_many_uploads: 429,
    batch_not_allowed: 403,
    batch_running: 409,
    batch_empty: 422,
    batch_busy: 503,
  },
  policies: {
    /** Who may have discharge summaries read in batches, and how much at once. */
    batch: policy(
      z.strictObject({
        doctors: z.boolean(),
        departmentHeads: z.boolean(),
        maxDocuments: z.int().min(1).max(2000),
        /** One document; an archive may be as large as the whole upload. */
        maxFileMiB: z.int().min(1).max(64),
        maxTotalMiB: z.int().min(1).max(200),
      }),
      { doctors: true, departmentHeads: true, maxDocuments: 2000, maxFileMiB: 20, maxTotalMiB: 100 },
    ),
  },
  pages: { '/batch': { permission: 'batch:run', nav: 'batch', texts: ['batch'] } },
})
