import 'server-only'
import type { ServerFeature } from '@/lib/feature/define-server'
import { loadTerminology } from '@/lib/terminology/load-terminology'

export const terminologyServer = { start: loadTerminology } as const satisfies ServerFeature
