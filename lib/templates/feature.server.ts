import 'server-only'
import type { ServerFeature } from '@/lib/feature/define-server'
import { templatesEvents } from '@/lib/templates/events'
import { seedBuiltIn } from '@/lib/templates/seed-built-in'

export const templatesServer = { events: templatesEvents, seed: seedBuiltIn } as const satisfies ServerFeature
