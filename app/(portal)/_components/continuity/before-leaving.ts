type Task = () => Promise<unknown>

const tasks = new Set<Task>()
let settling: Promise<unknown> = Promise.resolve()

/** Has `task` begun before the page is locked, reloaded in another language or left. Returns what takes it back. */
export function beforeLeaving(task: Task): () => void {
  tasks.add(task)
  return () => void tasks.delete(task)
}

/** Does at once what must be done before leaving; settles when it is done or has failed. */
export function settle(): Promise<unknown> {
  settling = Promise.allSettled([...tasks].map((task) => task()))
  return settling
}

/** Settles with the last `settle`. */
export const settled = (): Promise<unknown> => settling
