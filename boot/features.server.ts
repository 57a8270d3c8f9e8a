import 'server-only'
import { auditServer } from '@/lib/audit/feature.server'
import { authServer } from '@/lib/auth/feature.server'
import { backupServer } from '@/lib/backup/feature.server'
import { batchServer } from '@/lib/batch/feature.server'
import { consultServer } from '@/lib/consult/feature.server'
import type { AuditEvent, ServerFeature } from '@/lib/feature/define-server'
import { inferenceServer } from '@/lib/inference/feature.server'
import { instructionsServer } from '@/lib/instructions/feature.server'
import { libraryServer } from '@/lib/library/feature.server'
import { mechanismServer } from '@/lib/mechanism/feature.server'
import { medicationServer } from '@/lib/medication/feature.server'
import { operationsServer } from '@/lib/operations/feature.server'
import { quarantineServer } from '@/lib/quarantine/feature.server'
import { rightsServer } from '@/lib/rights/feature.server'
import { templatesServer } from '@/lib/templates/feature.server'
import { terminologyServer } from '@/lib/terminology/feature.server'
import { usageServer } from '@/lib/usage/feature.server'

/**
 * What each feature brings to the running portal, in the order in which they start and stop: what answers people first, then what
 * it uses, and the trail after everything that records.
 */
export const SERVER_FEATURES: readonly ServerFeature[] = [
  terminologyServer,
  consultServer,
  batchServer,
  mechanismServer,
  medicationServer,
  quarantineServer,
  inferenceServer,
  authServer,
  auditServer,
  rightsServer,
  templatesServer,
  libraryServer,
  usageServer,
  operationsServer,
  instructionsServer,
  backupServer,
]

/** Everything that the trail records. */
export const AUDIT_EVENTS: readonly AuditEvent[] = SERVER_FEATURES.flatMap(({ events = {} }) =>
  Object.values(events),
)
export const AUDIT_EVENT_NAMES = AUDIT_EVENTS.map(({ name }) => name)
