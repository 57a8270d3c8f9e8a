import 'server-only'
import { recoverInterruptedRuns } from '@/lib/audit/recover-interrupted-runs'
import type { ServerFeature } from '@/lib/feature/define-server'
import { mechanismEvents } from '@/lib/mechanism/events'
import { endPresentationOf, stopPresenting } from '@/lib/mechanism/present'

export const mechanismServer = {
  events: mechanismEvents,
  seed: async () => {
    const { 'mechanism.started': begun, 'mechanism.finished': finished } = mechanismEvents
    await recoverInterruptedRuns(begun, finished)
    const { 'presentation.started': shown, 'presentation.ended': ended } = mechanismEvents
    await recoverInterruptedRuns(shown, ended)
  },
  onSessionEnded: endPresentationOf,
  stop: stopPresenting,
} as const satisfies ServerFeature
