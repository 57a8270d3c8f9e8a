import 'server-only'
import { recoverInterruptedRuns } from '@/lib/audit/recover-interrupted-runs'
import { leaveSession } from '@/lib/consult/continuity/leave-session'
import { loseRight } from '@/lib/consult/continuity/lose-right'
import { takeBack } from '@/lib/consult/continuity/take-back'
import { consultEvents } from '@/lib/consult/events'
import { stopConsulting } from '@/lib/consult/stop-consulting'
import { warmModel } from '@/lib/consult/warm-model'
import type { ServerFeature } from '@/lib/feature/define-server'
import { readSystemPrompt } from '@/lib/policies/read-system-prompt'

export const consultServer = {
  events: consultEvents,
  start: async () => {
    warmModel(await readSystemPrompt())
  },
  seed: () => recoverInterruptedRuns(consultEvents['consult.started'], consultEvents['consult.finished']),
  onSessionEnded: leaveSession,
  onSessionOpened: takeBack,
  onRightsChanged: loseRight,
  stop: stopConsulting,
} as const satisfies ServerFeature
