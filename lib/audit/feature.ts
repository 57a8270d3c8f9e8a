import { z } from 'zod'
import { defineFeature, policy } from '@/lib/feature/define-feature'

/** The trail, who reads it, and what asks for a second person. */
export const audit = defineFeature({
  permissions: { 'audit:read': ['auditor'] },
  policies: {
    audit: policy(
      z.strictObject({
        /** Six months is the least that the law asks of network logs (Cybersecurity Law of the PRC, article on log retention). */
        retentionMonths: z.int().min(6).max(180),
        checkpointEvery: z.int().min(10).max(100_000).multipleOf(10),
        /** A clock further ahead of the newest record than this stops deletion until it is right or accepted. */
        clockAheadDays: z.int().min(2).max(366).default(30),
      }),
      { retentionMonths: 36, checkpointEvery: 1000, clockAheadDays: 30 },
    ),
    fourEyes: policy(z.strictObject({ enabled: z.boolean() }), { enabled: false }),
    approvals: policy(
      z.strictObject({
        /** Who holds the right to approve for fewer hours than this does not approve yet. */
        newcomerHours: z.int().min(0).max(168),
        /** Records of the trail that one person may read in an hour without an approved export, while four eyes are on. */
        trailRecordsPerHour: z.int().min(100).max(100_000),
      }),
      { newcomerHours: 0, trailRecordsPerHour: 2000 },
      { atHospital: { newcomerHours: 24 } },
    ),
  },
  pages: {
    '/audit': { permission: 'audit:read', nav: 'audit', group: 'oversight', texts: ['audit', 'policies'] },
  },
})
