import { deleteDraft, saveDraft } from '@/lib/consult/client'
import { RequestError } from '@/lib/shared/fetch-json'
import { accept, isRefused, refuse } from './refused-drafts'

/** Least time between two saves, in ms. */
const SAVE_EVERY_MS = 1000

/** What this page is called, so that the server tells it from another one of the session. */
const TAB = [...crypto.getRandomValues(new Uint32Array(3))].map((part) => part.toString(36)).join('')

interface Typed {
  text: string
  /** The version that it goes on from. */
  base: string
}

/** What was typed and the server has not heard of yet. It lives as long as the page. */
const waiting = new Map<string, Typed>()
const underWay = new Map<string, Promise<unknown>>()
let timer: ReturnType<typeof setTimeout> | undefined

/** An answer that saving again would not change: signed out, without the right, gone, locked, too long. */
const isFinal = (error: unknown): boolean =>
  error instanceof RequestError && [400, 401, 403, 404, 413, 423].includes(error.problem?.status ?? 0)

const isOvertaken = (error: unknown): boolean =>
  error instanceof RequestError && error.problem?.code === 'stale'

function later(): void {
  timer ??= setTimeout(() => void saveNow(), SAVE_EVERY_MS)
}

function send(id: string, typed: Typed, leaving: boolean): Promise<unknown> {
  const sending = saveDraft(id, { ...typed, tab: TAB }, leaving).catch((error: unknown) => {
    if (isOvertaken(error)) {
      refuse(id, waiting.get(id)?.text ?? typed.text)
      return
    }
    if (isFinal(error) || waiting.has(id)) return
    waiting.set(id, typed)
    later()
  })
  underWay.set(id, sending)
  return sending
}

/** Has the text saved within a second; beside a newer one of another page it waits until the person has chosen. */
export function keep(id: string, typed: Typed): void {
  if (isRefused(id)) {
    refuse(id, typed.text)
    return
  }
  waiting.set(id, typed)
  later()
}

/** Saves at once what waits. `leaving` for a page that is going away. */
export async function saveNow(leaving = false): Promise<void> {
  clearTimeout(timer)
  timer = undefined
  const all = [...waiting]
  waiting.clear()
  await Promise.all(all.map(([id, typed]) => send(id, typed, leaving)))
}

/** Forgets the text, here and on the server, because it was asked; what another page wrote after `base` stays there. */
export async function drop(id: string, base: string): Promise<void> {
  waiting.delete(id)
  accept(id)
  await underWay.get(id)
  if (!waiting.has(id)) await deleteDraft(id, { tab: TAB, base }).catch(() => undefined)
}

/** Whether something was typed that the server has not heard of. */
export const isUnsaved = (): boolean => waiting.size > 0
