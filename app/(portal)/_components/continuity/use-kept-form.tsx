'use client'
import { useTranslations } from 'next-intl'
import { useState, type ReactNode } from 'react'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { useAskBeforeLeaving } from './use-ask-before-leaving'

/**
 * What the page of a form says of what is not saved: that it is here again, with what throws it away, and, as a link leaves it, that
 * it would be thrown away. The node belongs before the form.
 */
export function useKeptForm(dirty: boolean, onDiscard: () => void): ReactNode {
  const t = useTranslations('controls.kept')
  const [restored, setRestored] = useState(dirty)
  const discard = () => {
    onDiscard()
    setRestored(false)
  }
  const question = useAskBeforeLeaving(dirty, { text: t('leave'), action: t('leaveNow'), onLeave: discard })
  // What is typed after a save is not restored.
  if (restored && !dirty) setRestored(false)
  return (
    <>
      {restored && dirty ? (
        <Notice tone="info">
          <span className="flex flex-wrap items-center justify-between gap-2">
            {t('restored')}
            <Button onClick={discard}>{t('discard')}</Button>
          </span>
        </Notice>
      ) : null}
      {question}
    </>
  )
}
