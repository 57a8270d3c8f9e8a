import { passageId } from './case-passages'

/** Opens a passage in the panel of sources, with whatever hides it, and goes there. */
export function openSource(n: number): void {
  const passage = document.getElementById(passageId(n))
  for (let at: Element | null = passage; at; at = at.parentElement) {
    if (at instanceof HTMLDetailsElement) at.open = true
  }
  passage?.querySelector('summary')?.focus()
  passage?.scrollIntoView({ block: 'nearest' })
}
