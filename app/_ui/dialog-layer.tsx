'use client'
import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, type ReactNode, type SyntheticEvent } from 'react'
import { Dialog as Content, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from './button'
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

/** What stands in an open dialog. Its head stays in sight, so that a long one can be closed from anywhere in it. */
function Inside({ onClose, title, size, children }: Omit<DialogProps, 'open'>) {
  const t = useTranslations('portal')
  useFocusSomewhere()
  return (
    <Content className={clsx('flex flex-col gap-3 px-4 pb-4 outline-none', size === 'full' && 'min-h-full')}>
      <div className="bg-panel sticky top-0 z-10 -mx-4 flex items-start justify-between gap-2 pt-2 pr-2 pb-1 pl-4">
        <Heading slot="title" className="min-w-0 pt-1 text-lg font-semibold wrap-break-word">
          {title}
        </Heading>
        <Button
          variant="quiet"
          className="shrink-0 !px-2"
          aria-label={t('closeDialog')}
          title={t('closeDialog')}
          onClick={onClose}
        >
          <X aria-hidden size={18} />
        </Button>
      </div>
      {children}
    </Content>
  )
}

const hasText = (field: Element): boolean =>
  field.isConnected && 'value' in field && typeof field.value === 'string' && field.value !== ''

/** Notes what is typed or chosen in a dialog, and says whether any of it still stands there. */
function useTyped() {
  const fields = useRef(new Set<Element>())
  return {
    onInput: ({ target }: SyntheticEvent) => {
      if (target instanceof Element) fields.current.add(target)
    },
    isTyped: () => [...fields.current].some(hasText),
  }
}

/**
 * A modal dialog, on a phone a sheet at its lower edge. The focus stays inside. Its button closes it, Escape does unless an input
 * method takes the key, and a press beside it does where nothing was typed in it; the focus then goes back to where it was.
 */
export function DialogLayer({ open, onClose, title, size = 'large', children }: DialogProps) {
  const layer = useLayer(open)
  const { onInput, isTyped } = useTyped()
  const overlay = useRef<HTMLDivElement>(null)
  return (
    <ModalOverlay
      ref={overlay}
      isOpen={open}
      isDismissable
      // Lists and messages that lie over a dialog are beside it too, and no way out of it.
      shouldCloseOnInteractOutside={(element) => element === overlay.current && !isTyped()}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose()
      }}
      className="screen-only fixed inset-0 z-60 flex items-end justify-center bg-black/45 sm:items-center sm:p-4"
    >
      <Modal
        className={clsx(
          'bg-panel text-ink border-line max-h-[92vh] w-full scroll-pt-14 overflow-auto overscroll-contain rounded-t-lg border shadow-lg sm:rounded-lg',
          SIZES[size],
        )}
      >
        <LayerContext value={layer}>
          <div className="contents" onInput={onInput}>
            <Inside onClose={onClose} title={title} size={size}>
              {children}
            </Inside>
          </div>
        </LayerContext>
      </Modal>
    </ModalOverlay>
  )
}
