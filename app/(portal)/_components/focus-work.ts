/** A window in which a field would open the keyboard of a phone. */
const NARROW = '(width < 40rem)'

/**
 * Where nothing has the focus any more, it goes to where the page is worked in, the field marked `data-work`; on a phone, and where
 * there is none, to the heading of the page.
 */
export function focusWork(): void {
  if (document.activeElement !== document.body) return
  const field = document.querySelector<HTMLElement>('main [data-work]')
  const heading = document.querySelector<HTMLElement>('main h1')
  if (heading) heading.tabIndex = -1
  const to = window.matchMedia(NARROW).matches ? heading : (field ?? heading)
  to?.focus()
}
