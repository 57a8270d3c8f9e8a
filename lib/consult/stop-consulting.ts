import 'server-only'
import { consultStore } from '@/lib/consult/consult-store'

/** Refuses new questions, ends every running answer with `shutting_down` and waits for their audit records. */
export async function stopConsulting(): Promise<void> {
  const store = consultStore()
  store.stopping = true
  const running = [...store.active]
  for (const run of running) run.controller.abort()
  await Promise.all(running.map((run) => run.finished))
}
