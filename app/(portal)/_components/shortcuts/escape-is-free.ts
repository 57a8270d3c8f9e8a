/** Menus, lists of choices and calendars take Escape while they are open, and carry this mark; dialogs are layers. */
const OPEN = '[data-takes-escape]'
const POPOVER = ':popover-open'

const isOpen = () =>
  document.querySelector(OPEN) !== null ||
  // Browsers before 2023 know no popovers, and throw at the word.
  (CSS.supports(`selector(${POPOVER})`) && document.querySelector(POPOVER) !== null)

const WITHOUT_TEXT = ['checkbox', 'radio', 'button', 'submit']

/** Whether the element with the focus has a use for Escape: a field with text in it. */
function hasOwnUse(element: Element | null): boolean {
  if (element instanceof HTMLTextAreaElement) return element.value !== ''
  if (element instanceof HTMLInputElement) return element.value !== '' && !WITHOUT_TEXT.includes(element.type)
  return element instanceof HTMLElement && element.isContentEditable
}

/** Whether an Escape is meant for the page itself: no menu is open that it would close, no text is selected or being written. */
export function escapeIsFree(event: KeyboardEvent): boolean {
  if (event.repeat) return false
  const selected = document.getSelection()?.isCollapsed === false
  return !selected && !isOpen() && !hasOwnUse(document.activeElement)
}
