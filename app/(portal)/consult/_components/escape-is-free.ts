/** What Escape closes while it is open: dialogs, and menus, which carry this mark. */
const OPEN = 'dialog[open], details[open][data-takes-escape], :not(details)[data-takes-escape]'
const POPOVER = ':popover-open'

const isOpen = () =>
  document.querySelector(OPEN) !== null ||
  // Browsers before 2023 know no popovers, and throw at the word.
  (CSS.supports(`selector(${POPOVER})`) && document.querySelector(POPOVER) !== null)

const WITHOUT_TEXT = ['checkbox', 'radio', 'button', 'submit']

/** Whether the element with the focus has a use for Escape: a list of choices, or a field with text in it. */
function hasOwnUse(element: Element | null): boolean {
  if (element instanceof HTMLSelectElement) return true
  if (element instanceof HTMLTextAreaElement) return element.value !== ''
  if (element instanceof HTMLInputElement) return element.value !== '' && !WITHOUT_TEXT.includes(element.type)
  return element instanceof HTMLElement && element.isContentEditable
}

/**
 * Whether an Escape is meant for the page itself: nothing is open that it would close, no text is selected or being
 * written, and no input method is composing (then browsers send keyCode 229 or set `isComposing`, UI Events, W3C).
 */
export function escapeIsFree(event: KeyboardEvent): boolean {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- some input methods on Windows and Safari tell by this alone
  const composing = event.isComposing || event.keyCode === 229
  if (composing || event.defaultPrevented || event.repeat) return false
  const selected = document.getSelection()?.isCollapsed === false
  return !selected && !isOpen() && !hasOwnUse(document.activeElement)
}
