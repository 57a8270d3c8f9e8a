'use client'
import { clsx } from 'clsx'
import { useEffect, useId, useRef, type ReactNode } from 'react'
import { LayerContext, useLayer } from './layers'

const SIZES = {
  small: 'max-h-[85vh] max-w-md',
  large: 'max-h-[85vh] max-w-2xl',
  wide: 'max-h-[90vh] max-w-5xl',
  full: 'h-[94vh] max-h-[94vh] max-w-[96vw]',
} as const

interface DialogProps {
  open: boolean
  onClose: () => void
  title: string
  /** `small` for one question, `full` for drawings that need the whole screen. */
  size?: keyof typeof SIZES
  children: ReactNode
}

/** A modal dialog; the browser keeps the focus inside and Escape closes it. Then the focus goes back to where it was. */
export function Dialog({ open, onClose, title, size = 'large', children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const opener = useRef<HTMLElement>(null)
  const titleId = useId()
  const layer = useLayer(open)
  useEffect(() => {
    if (!open) return
    const before = document.activeElement
    if (before instanceof HTMLElement && !ref.current?.contains(before)) opener.current = before
    return () => {
      // What was left is often gone, for example a row that the dialog removed: then the page itself.
      const target = opener.current?.isConnected ? opener.current : document.querySelector('main')
      target?.focus()
    }
  }, [open])
  useEffect(() => {
    const dialog = ref.current
    if (open && dialog && !dialog.open) dialog.showModal()
    if (!open) dialog?.close()
  }, [open])
  return (
    <dialog
      ref={ref}
      aria-labelledby={titleId}
      onClose={onClose}
      className={clsx(
        'bg-panel text-ink border-line m-auto w-full overflow-auto rounded border p-4',
        SIZES[size],
      )}
    >
      {open ? (
        <div className={clsx('flex flex-col gap-3', size === 'full' && 'h-full')}>
          <h2 id={titleId} className="text-lg font-semibold">
            {title}
          </h2>
          <LayerContext value={layer}>{children}</LayerContext>
        </div>
      ) : null}
    </dialog>
  )
}
