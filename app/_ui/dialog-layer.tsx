'use client'
import { clsx } from 'clsx'
import { useEffect, type ReactNode } from 'react'
import { Dialog as Content, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { LayerContext, useLayer } from './layers'

const SIZES = {
  small: 'sm:max-w-md',
  large: 'sm:max-w-2xl',
  wide: 'sm:max-w-5xl',
  full: 'h-[94vh] sm:max-w-[96vw]',
} as const

export interface DialogProps {
  open: boolean
  onClose: () => void
  title: string
  /** `small` for one question, `full` for drawings that need the whole screen. */
  size?: keyof typeof SIZES
  children: ReactNode
}

/** What opened a dialog is often gone when it closes, for example a row that it removed: then the focus goes to the page itself. */
function useFocusSomewhere() {
  useEffect(
    () => () => {
      // Two frames: in the first one the library looks for what had the focus before.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => {
          if (document.activeElement === document.body) document.querySelector('main')?.focus()
        }),
      )
    },
    [],
  )
}

/** What stands in an open dialog. */
function Inside({ title, size, children }: Pick<DialogProps, 'title' | 'size' | 'children'>) {
  useFocusSomewhere()
  return (
    <Content className={clsx('flex flex-col gap-3 p-4 outline-none', size === 'full' && 'min-h-full')}>
      <Heading slot="title" className="text-lg font-semibold">
        {title}
      </Heading>
      {children}
    </Content>
  )
}

/**
 * A modal dialog, on a phone a sheet at its lower edge. The focus stays inside, Escape closes it unless an input method takes the
 * key, and the focus then goes back to where it was.
 */
export function DialogLayer({ open, onClose, title, size = 'large', children }: DialogProps) {
  const layer = useLayer(open)
  return (
    <ModalOverlay
      isOpen={open}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
      className="screen-only fixed inset-0 z-60 flex items-end justify-center bg-black/45 sm:items-center sm:p-4"
    >
      <Modal
        className={clsx(
          'bg-panel text-ink border-line max-h-[92vh] w-full overflow-auto overscroll-contain rounded-t-lg border shadow-lg sm:rounded-lg',
          SIZES[size],
        )}
      >
        <LayerContext value={layer}>
          <Inside title={title} size={size}>
            {children}
          </Inside>
        </LayerContext>
      </Modal>
    </ModalOverlay>
  )
}
