'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useRouter, useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import type { AskInput } from '@/lib/templates/contract'
import { templatesQuery } from '@/lib/templates/client'
import { FilledTemplate, type Filled } from './filled-template'
import { TemplatePicker } from './template-picker'

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
  const { data } = useQuery(templatesQuery)
  const [filled, setFilled] = useState<Filled | null>(
    named === null ? null : { templateId: named, values: {}, extra: '' },
  )
  const shown = open || named !== null
  const name = data?.templates.find(({ id }) => id === filled?.templateId)?.name ?? ''
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
      <Dialog
        open={shown}
        onClose={close}
        title={filled ? t('fill', { name }) : t('title')}
        size={filled ? 'wide' : 'large'}
      >
        {filled ? (
          <FilledTemplate
            filled={filled}
            onChange={setFilled}
            onBack={() => setFilled(null)}
            onAsk={async (asked) => {
              await onAsk(asked)
              done()
            }}
            onInsert={(text) => {
              onInsert(text)
              done()
            }}
          />
        ) : (
          <TemplatePicker onChoose={({ id }) => setFilled({ templateId: id, values: {}, extra: '' })} />
        )}
      </Dialog>
    </>
  )
}
