/** What of a key event tells which shortcut was pressed. */
export type Pressed = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'metaKey'>

/** Keys that are shown by another name than the one in their event (UI Events KeyboardEvent key Values, W3C). */
const EVENT_KEY: Record<string, string> = { Esc: 'Escape', '←': 'ArrowLeft', '→': 'ArrowRight', Space: ' ' }

/** Whether the event is this shortcut, written as it is shown: `?`, `Esc`, `Ctrl+Enter`, `Alt+C`. Shift is part of the key. */
export function isPressed(pressed: Pressed, keys: string): boolean {
  const parts = keys.split('+')
  const name = parts.pop() ?? ''
  const [ctrl, alt] = [parts.includes('Ctrl'), parts.includes('Alt')]
  if (pressed.metaKey || pressed.ctrlKey !== ctrl || pressed.altKey !== alt) return false
  // With Alt some keyboards write another letter; the place of the key stays.
  if (alt && pressed.code === `Key${name}`) return true
  return pressed.key.toLowerCase() === (EVENT_KEY[name] ?? name).toLowerCase()
}

/** Whether an input method is composing: browsers then set `isComposing` or send keyCode 229 (UI Events, W3C). */
export const isComposing = (event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean =>
  // oxlint-disable-next-line typescript/no-deprecated -- some input methods on Windows and Safari tell by this alone
  event.isComposing || event.keyCode === 229

/** Inputs that take no text and no arrow keys. */
const PRESSED_ONLY = ['checkbox', 'button', 'submit', 'reset']
const PRESSABLE = 'button, summary, a[href], input, [role=button], [role=menuitem]'

/** What letters and arrows move in: lists of choices, open or closed, menus, calendars. */
const MOVED_IN = '[aria-haspopup=listbox], [role=listbox], [role=menu], [role=grid]'

/** Whether the element has a use of its own for the key: fields and lists for all of them, buttons for Space and Enter. */
export function usesKey(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.tagName === 'TEXTAREA') return true
  if (target.closest(MOVED_IN) !== null) return true
  if (target instanceof HTMLInputElement && !PRESSED_ONLY.includes(target.type)) return true
  return (key === ' ' || key === 'Enter') && target.closest(PRESSABLE) !== null
}
