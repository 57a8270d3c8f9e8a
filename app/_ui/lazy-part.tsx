'use client'
import { useEffect, useSyncExternalStore, type ComponentType, type ReactNode } from 'react'
import { MissingPart } from './missing-part'
import { whenIdle } from './when-idle'

interface LazyOptions<P> {
  /** What stands in its place until it is there. */
  waiting?: ComponentType<P>
  /** For what lies over the page: whether it is open, and what closes it. Closed it waits for the browser to be idle. */
  over?: (props: P) => { open: boolean; onClose: () => void }
}

interface State<P> {
  Part: ComponentType<P> | null
  failed: boolean
}

interface Loads {
  /** Fetches the part, unless it is there or on its way. Rejects when it cannot be loaded. */
  load: () => Promise<void>
}

/**
 * A part of a page whose scripts come after the page is there: fetched when the browser is idle, so that it is there before it is
 * asked for and stays there when the portal is not, or else when it is shown. Once it is there it is drawn at once, without a
 * moment in between; one that cannot be loaded says so and can be fetched again.
 */
export function lazyPart<P extends object>(
  get: () => Promise<ComponentType<P>>,
  { waiting: Waiting, over }: LazyOptions<P> = {},
): ((props: P) => ReactNode) & Loads {
  const nothing: State<P> = { Part: null, failed: false }
  const readers = new Set<() => void>()
  let state = nothing
  let coming: Promise<void> | null = null
  const put = (next: State<P>) => {
    state = next
    for (const read of readers) read()
  }
  const load = (): Promise<void> =>
    (coming ??= get().then(
      (Part) => put({ Part, failed: false }),
      (error: unknown) => {
        coming = null
        throw error
      },
    ))
  /** Fetches it for somebody who looks. */
  const show = () => {
    if (state.failed) put(nothing)
    load().catch(() => put({ Part: null, failed: true }))
  }
  whenIdle(() => void load().catch(() => undefined))

  function Part(props: P) {
    const { Part: There, failed } = useSyncExternalStore(
      subscribe,
      () => state,
      () => nothing,
    )
    const { open: shown, onClose } = over?.(props) ?? { open: true }
    useEffect(() => {
      if (shown) show()
    }, [shown])
    if (There) return <There {...props} />
    if (failed && shown) return <MissingPart onRetry={show} onClose={onClose} />
    return Waiting ? <Waiting {...props} /> : null
  }
  const subscribe = (read: () => void) => {
    readers.add(read)
    return () => void readers.delete(read)
  }
  return Object.assign(Part, { load })
}
