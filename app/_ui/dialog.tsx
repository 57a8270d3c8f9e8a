'use client'
import { clsx } from 'clsx'
import { useEffect, useId, useRef, type ReactNode } from 'react'

interface DialogProps {
  open: boolean
  onClose: () => void
  title: string
  /** `small` for one question. */
  size?: 'small' | 'large'
  children: ReactNode
}

/** A modal dialog; the browser keeps the focus inside and Escape closes it. */
export function Dialog({ open, onClose, title, size = 'large', children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const titleId = useId()
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
        'bg-panel text-ink border-line m-auto max-h-[85vh] w-full overflow-auto rounded border p-4',
        size === 'small' ? 'max-w-md' : 'max-w-2xl',
      )}
    >
      {open ? (
        <div className="flex flex-col gap-3">
          <h2 id={titleId} className="text-lg font-semibold">
            {title}
          </h2>
          {children}
        </div>
      ) : null}
    </dialog>
  )
}
