/** The stops on the way to a copy, in the order in which they are taken. */
const STOPS = '[data-release-step]:not(:disabled), [data-release] button:not(:disabled)'

/** Puts the focus on what is to be done next before the answer may be copied, and on the copy itself once nothing is left. */
export function focusRelease(): void {
  document.querySelector<HTMLElement>(STOPS)?.focus()
}

/** As `focusRelease`, once the page shows what the last step changed, and only for somebody who is still at that step. */
export function focusReleaseAfter(step: HTMLElement): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const { activeElement } = document
      if (activeElement === step || activeElement === document.body) focusRelease()
    }),
  )
}
