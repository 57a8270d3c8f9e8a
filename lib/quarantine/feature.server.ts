import 'server-only'
import type { ServerFeature } from '@/lib/feature/define-server'
import { startReaders, stopReaders } from '@/lib/quarantine/readers'

export const quarantineServer = { start: startReaders, stop: stopReaders } as const satisfies ServerFeature
