import { z } from 'zod'
import { AUDIT_EVENT_NAMES } from '@/boot/features.server'

/** What narrows a list to one event takes the names of events alone: the filter is recorded as it was asked for. */
export const knownEvent = { event: z.enum(AUDIT_EVENT_NAMES).optional() }
