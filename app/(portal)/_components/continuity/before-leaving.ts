type Task = () => Promise<unknown>

/** How long leaving waits for what is still to be saved, in ms: a lock must not hang on a server that does not answer. */
const LONGEST_MS = 2000

const tasks = new Set<Task>()
let settling: Promise<unknown> = Promise.resolve()

/** Has `task` begun before the page is locked, reloaded in another language or left. Returns what takes it back. */
export function beforeLeaving(task: Task): () => void {
  tasks.add(task)
  return () => void tasks.delete(task)
}

/** Does at once what must be done before leaving; settles when it is done, has failed or takes too long. */
export function settle(): Promise<unknown> {
  settling = Promise.race([
    Promise.allSettled([...tasks].map((task) => task())),
    new Promise((resolve) => setTimeout(resolve, LONGEST_MS)),
  ])
  return settling
}

/** Settles with the last `settle`. */
export const settled = (): Promise<unknown> => settling
