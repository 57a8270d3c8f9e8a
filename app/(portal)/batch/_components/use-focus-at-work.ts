import { useEffect, type RefObject } from 'react'

/** Whether the focus is nowhere: on nothing that a key could act on. */
const isLost = (): boolean =>
  document.activeElement === null ||
  document.activeElement === document.body ||
  document.activeElement.tagName === 'MAIN'

interface Work {
  /** Whether the place is there by now. */
  there: boolean
  /** What may take the focus away as it changes. */
  changes?: unknown
}

/** Puts the focus on the first of `places` in `area` that is there, as the page opens and whenever its own button is gone. */
export function useFocusAtWork(
  area: RefObject<HTMLElement | null>,
  places: string,
  { there, changes }: Work,
): void {
  useEffect(() => {
    if (!there || !isLost()) return
    const found = places.split(', ').map((place) => area.current?.querySelector<HTMLElement>(place))
    found.find((element) => element)?.focus()
  }, [area, places, there, changes])
}
