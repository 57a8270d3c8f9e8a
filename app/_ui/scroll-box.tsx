'use client'
import { useEffect, useRef, useState, type ReactNode } from 'react'

interface ScrollBoxProps {
  /** What it holds, for screen readers. */
  label: string
  className: string
  children: ReactNode
}

/** A box that scrolls sideways what is wider than it, by keyboard too: it is a stop of the Tab key while there is something to scroll. */
export function ScrollBox({ label, className, children }: ScrollBoxProps) {
  const ref = useRef<HTMLDivElement>(null)
  const [scrolls, setScrolls] = useState(false)
  useEffect(() => {
    const box = ref.current
    if (!box) return
    const observer = new ResizeObserver(() => setScrolls(box.scrollWidth > box.clientWidth))
    for (const element of [box, ...box.children]) observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return (
    <div
      ref={ref}
      className={className}
      {...(scrolls ? { role: 'group', 'aria-label': label, tabIndex: 0 } : {})}
    >
      {children}
    </div>
  )
}
