import 'server-only'
import { runningRuns } from '@/lib/consult/conversations'
import { processSingleton } from '@/lib/shared/process-singleton'

const flag = () => processSingleton('consult-shutdown', () => ({ active: false }))

/** True once the portal is stopping: running answers end with `shutting_down`. */
export function isShuttingDown(): boolean {
  return flag().active
}

/** Ends every running answer and waits until each has its completion record. */
export async function endRunningAnswers(): Promise<void> {
  flag().active = true
  const running = runningRuns()
  for (const run of running) run.stop.abort()
  await Promise.allSettled(running.map((run) => run.finished))
}
