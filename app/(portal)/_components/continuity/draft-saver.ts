import { deleteDraft, saveDraft } from '@/lib/consult/client'
import { RequestError } from '@/lib/shared/fetch-json'

/** Least time between two saves, in ms. */
const SAVE_EVERY_MS = 1000

/** What was typed and the server has not heard of yet. It lives as long as the page. */
const waiting = new Map<string, string>()
const underWay = new Map<string, Promise<unknown>>()
let timer: ReturnType<typeof setTimeout> | undefined

/** An answer that saving again would not change: signed out, without the right, gone, locked, too long. */
const isFinal = (error: unknown): boolean =>
  error instanceof RequestError && [400, 401, 403, 404, 413, 423].includes(error.problem?.status ?? 0)

function later(): void {
  timer ??= setTimeout(() => void saveNow(), SAVE_EVERY_MS)
}

function send(id: string, text: string, leaving: boolean): Promise<unknown> {
  const sending = saveDraft(id, text, leaving).catch((error: unknown) => {
    if (isFinal(error) || waiting.has(id)) return
    waiting.set(id, text)
    later()
  })
  underWay.set(id, sending)
  return sending
}

/** Has the text saved within a second. */
export function keep(id: string, text: string): void {
  waiting.set(id, text)
  later()
}

/** Saves at once what waits. `leaving` for a page that is going away. */
export async function saveNow(leaving = false): Promise<void> {
  clearTimeout(timer)
  timer = undefined
  const all = [...waiting]
  waiting.clear()
  await Promise.all(all.map(([id, text]) => send(id, text, leaving)))
}

/** Forgets the text, here and on the server, because it was asked. */
export async function drop(id: string): Promise<void> {
  waiting.delete(id)
  await underWay.get(id)
  if (!waiting.has(id)) await deleteDraft(id).catch(() => undefined)
}

/** Whether something was typed that the server has not heard of. */
export const isUnsaved = (): boolean => waiting.size > 0
