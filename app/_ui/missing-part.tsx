'use client'
import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { Button } from './button'
import { Notice } from './notice'

interface MissingPartProps {
  onRetry: () => void
  /** For what would lie over the page, as this then does. */
  onClose?: (() => void) | undefined
}

/** Stands for a part of the page that could not be loaded: why that may be, and a way to try again. */
export function MissingPart({ onRetry, onClose }: MissingPartProps) {
  const t = useTranslations('controls')
  const portal = useTranslations('portal')
  return (
    <Notice
      tone="error"
      className={clsx(
        'flex flex-wrap items-center gap-2',
        onClose && 'screen-only fixed inset-x-4 bottom-14 z-80 mx-auto max-w-2xl shadow-lg',
      )}
    >
      <span className="min-w-0 flex-1 basis-60">{t('notLoaded')}</span>
      <Button onClick={onRetry}>{t('loadAgain')}</Button>
      {onClose ? <Button onClick={onClose}>{portal('close')}</Button> : null}
    </Notice>
  )
}
