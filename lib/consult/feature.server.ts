import 'server-only'
import { recoverInterruptedRuns } from '@/lib/audit/recover-interrupted-runs'
import { consultEvents } from '@/lib/consult/events'
import { stopConsulting } from '@/lib/consult/stop-consulting'
import { warmModel } from '@/lib/consult/warm-model'
import { wipeSession } from '@/lib/consult/wipe-conversation'
import type { ServerFeature } from '@/lib/feature/define-server'
import { readSystemPrompt } from '@/lib/policies/read-system-prompt'

export const consultServer = {
  events: consultEvents,
  start: async () => {
    warmModel(await readSystemPrompt())
  },
  seed: () => recoverInterruptedRuns(consultEvents['consult.started'], consultEvents['consult.finished']),
  onSessionEnded: wipeSession,
  stop: stopConsulting,
} as const satisfies ServerFeature
