import type { RefObject } from 'react'
import { topLayer, type Layer } from '@/app/_ui/layers'
import { escapeIsFree } from './escape-is-free'
import { isComposing, isPressed, usesKey } from './keys'

/** Everywhere in the portal, over dialogs too; on the page or in the dialog it belongs to; or within one element. */
export type Scope = 'portal' | 'page' | RefObject<HTMLElement | null>

export interface Shortcut {
  /** As shown, for example `Ctrl+Enter`. */
  keys: string
  /** What it does, in the language of the page. */
  label: string
  scope: Scope
  /** Whether it works while a field is typed in. */
  typing: boolean
  /** False while there is nothing that it could do: then it is only listed. */
  active: boolean
  /** The dialog it belongs to, null for the page. */
  layer: Layer | null
  /** Null where the browser or a library acts on the key and it is only listed here. */
  run: (() => void) | null
}

let registered: readonly Shortcut[] = []
const readers = new Set<() => void>()

const reaches = ({ scope, layer }: Shortcut, target: EventTarget | null): boolean => {
  if (scope === 'portal') return true
  if (layer !== topLayer()) return false
  return scope === 'page' || (target instanceof Node && scope.current?.contains(target) === true)
}

const isMeant = (shortcut: Shortcut, event: KeyboardEvent): boolean =>
  isPressed(event, shortcut.keys) &&
  reaches(shortcut, event.target) &&
  (event.key === 'Escape' ? escapeIsFree(event) : shortcut.typing || !usesKey(event.target, event.key))

/** Of those that a key is meant for, the one that acts: of an element with the focus in it before the page's, a later before an earlier. */
export const nearest = (meant: readonly Shortcut[]): Shortcut | undefined =>
  meant.findLast(({ scope }) => typeof scope === 'object') ?? meant.at(-1)

function act(event: KeyboardEvent): void {
  if (event.defaultPrevented || isComposing(event)) return
  const meant = nearest(registered.filter((one) => one.active && one.run !== null && isMeant(one, event)))
  if (!meant?.run) return
  event.preventDefault()
  meant.run()
}

/** Escape is looked at before anything on the page has closed what it was meant for, other keys after all have had them. */
const onEscape = (event: KeyboardEvent) => {
  if (event.key === 'Escape') act(event)
}
const onOther = (event: KeyboardEvent) => {
  if (event.key !== 'Escape') act(event)
}

function replace(next: readonly Shortcut[]): void {
  if (registered.length === 0 && next.length > 0) {
    // oxlint-disable-next-line innerward/registered-shortcut -- this is where the rule sends all others
    window.addEventListener('keydown', onEscape, { capture: true })
    // oxlint-disable-next-line innerward/registered-shortcut -- as above
    window.addEventListener('keydown', onOther)
  }
  if (next.length === 0) {
    window.removeEventListener('keydown', onEscape, { capture: true })
    window.removeEventListener('keydown', onOther)
  }
  registered = next
  for (const read of readers) read()
}

/** Puts a shortcut into force; of two with the same keys `nearest` says which acts. Returns what takes it out again. */
export function register(shortcut: Shortcut): () => void {
  replace([...registered, shortcut])
  return () => replace(registered.filter((one) => one !== shortcut))
}

/** The shortcuts of what is shown, in the order they came. */
export const listShortcuts = (): readonly Shortcut[] => registered

/** Calls back whenever that list changes, until the returned function is called. */
export function onChange(read: () => void): () => void {
  readers.add(read)
  return () => void readers.delete(read)
}
