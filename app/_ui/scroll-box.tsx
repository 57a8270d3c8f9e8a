'use client'
import { clsx } from 'clsx'
import { useEffect, useRef, useState, type ReactNode } from 'react'

interface ScrollBoxProps {
  /** What it holds, for screen readers. */
  label: string
  className: string
  /** Whether its last column stays in sight in a wide window, and so shows by itself that there is more before it. */
  held?: boolean
  /** Whether it scrolls downwards instead, without the faded edge. */
  down?: boolean
  children: ReactNode
}

/**
 * A box that scrolls what is wider than it, or higher, by keyboard too: it is a stop of the Tab key while there is something to scroll. Its
 * right edge fades while there is more.
 */
export function ScrollBox({ label, className, held = false, down = false, children }: ScrollBoxProps) {
  const ref = useRef<HTMLDivElement>(null)
  const [scrolls, setScrolls] = useState(false)
  const [more, setMore] = useState(false)
  useEffect(() => {
    const box = ref.current
    if (!box) return
    const look = () => {
      setScrolls(down ? box.scrollHeight > box.clientHeight : box.scrollWidth > box.clientWidth)
      // A pixel may be missing to the end where the page is zoomed.
      setMore(box.scrollWidth - box.clientWidth - box.scrollLeft > 1)
    }
    const observer = new ResizeObserver(look)
    for (const element of [box, ...box.children]) observer.observe(element)
    box.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      box.removeEventListener('scroll', look)
    }
  }, [down])
  return (
    <div
      ref={ref}
      data-more={more || undefined}
      className={clsx(
        className,
        'data-more:[mask-image:linear-gradient(to_left,#0004,#000_1.5rem)]',
        held && 'sm:data-more:[mask-image:none]',
      )}
      {...(scrolls ? { role: 'group', 'aria-label': label, tabIndex: 0 } : {})}
    >
      {children}
    </div>
  )
}
