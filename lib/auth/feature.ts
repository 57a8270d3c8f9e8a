import { z } from 'zod'
import { defineFeature, policy } from '@/lib/feature/define-feature'

const MINUTE = 60
const HOUR = 60 * MINUTE
const seconds = (min: number, max: number) => z.int().min(min).max(max)

/** Signing in, sessions and the directory; the duties that more than one feature serves. */
export const auth = defineFeature({
  permissions: {
    'security:manage': ['security_admin'],
    'system:manage': ['system_admin'],
  },
  policies: {
    sessions: policy(
      z.strictObject({
        idleSeconds: seconds(1, 8 * HOUR),
        absoluteSeconds: seconds(1, 24 * HOUR),
        lockAfterSeconds: seconds(1, HOUR),
        /** 1 means one session per person: signing in elsewhere ends the former one. */
        maxPerPerson: z.int().min(1).max(10),
      }),
      { idleSeconds: 15 * MINUTE, absoluteSeconds: 10 * HOUR, lockAfterSeconds: 5 * MINUTE, maxPerPerson: 3 },
      {
        settings: {
          idleSeconds: 'SESSION_IDLE_SECONDS',
          absoluteSeconds: 'SESSION_ABSOLUTE_SECONDS',
          lockAfterSeconds: 'LOCK_AFTER_SECONDS',
        },
      },
    ),
    directory: policy(
      z.strictObject({
        recheckSeconds: seconds(5, HOUR),
        /** How long signed-in people keep working while the directory cannot be asked. */
        graceSeconds: seconds(MINUTE, 24 * HOUR),
      }),
      { recheckSeconds: 30, graceSeconds: HOUR },
    ),
    recheck: policy(
      z.strictObject({
        /** Share of the people signed in that the directory may lose at once; more is taken for a fault of it. */
        mostMissingPercent: z.int().min(1).max(100),
      }),
      { mostMissingPercent: 20 },
    ),
    /** One account holds at most one administrative role. */
    separation: policy(z.strictObject({ enabled: z.boolean() }), { enabled: false }),
    /** Whether sensitive changes ask for the password again, and for how many minutes one answer holds. */
    confirmation: policy(z.strictObject({ enabled: z.boolean(), minutes: z.int().min(1).max(60) }), {
      enabled: true,
      minutes: 10,
    }),
    /** A line above every page, for example planned downtime, until the end of a day or for good. Empty means none. */
    notices: policy(
      z.strictObject({
        zh: z.string().trim().max(300),
        en: z.string().trim().max(300),
        until: z.iso.date().or(z.literal('')).default(''),
      }),
      { zh: '', en: '', until: '' },
    ),
  },
  pages: {
    '/admin/directory': {
      permission: ['system:manage', 'security:manage'],
      nav: 'directory',
      texts: ['admin', 'directory'],
    },
  },
})
