'use client'
import { useTranslations } from 'next-intl'
import { useRouter, useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { lazyPart } from '@/app/_ui/lazy-part'
import type { AskInput } from '@/lib/templates/contract'
import type { Filled } from './filled-template'

/** Fields, values and calculators of templates weigh more than the page that opens them. */
const TemplateDialog = lazyPart(() => import('./template-dialog').then((part) => part.TemplateDialog), {
  over: (props) => props,
})

interface TemplateStarterProps {
  open: boolean
  onOpen: (open: boolean) => void
  disabled: boolean
  onAsk: (asked: AskInput) => Promise<unknown>
  onInsert: (text: string) => void
}

/**
 * From a template to a question: choose one, fill it in, ask. What was filled in stays while the page does, so that
 * a dialog closed by mistake loses nothing. `?template=` opens one at once.
 */
export function TemplateStarter({ open, onOpen, disabled, onAsk, onInsert }: TemplateStarterProps) {
  const t = useTranslations('templates.picker')
  const router = useRouter()
  const named = useSearchParams().get('template')
  const [filled, setFilled] = useState<Filled | null>(
    named === null ? null : { templateId: named, values: {}, extra: '' },
  )
  const close = () => {
    onOpen(false)
    if (named !== null) router.replace('/consult')
  }
  const done = () => {
    setFilled(null)
    close()
  }
  return (
    <>
      <Button title={t('hint')} disabled={disabled} onClick={() => onOpen(true)}>
        {t('open')}
      </Button>
      <TemplateDialog
        open={open || named !== null}
        onClose={close}
        filled={filled}
        onFill={setFilled}
        onAsk={async (asked) => {
          await onAsk(asked)
          done()
        }}
        onInsert={(text) => {
          onInsert(text)
          done()
        }}
      />
    </>
  )
}
