'use client'
import { useTranslations } from 'next-intl'
import { useRouter, useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { useDraftParts, useFormerDraft } from '@/app/(portal)/_components/continuity/use-draft'
import { Button } from '@/app/_ui/button'
import { lazyPart } from '@/app/_ui/lazy-part'
import { formDraft, NEW_CASE_DRAFT } from '@/lib/consult/pure/draft-places'
import type { AskInput } from '@/lib/templates/contract'
import type { Filled } from './filled-template'

/** Fields, values and calculators of templates weigh more than the page that opens them. */
const TemplateDialog = lazyPart(() => import('./template-dialog').then((part) => part.TemplateDialog), {
  over: (props) => props,
})

interface TemplateStarterProps {
  conversationId: string | null
  open: boolean
  onOpen: (open: boolean) => void
  disabled: boolean
  onAsk: (asked: AskInput) => Promise<unknown>
  onInsert: (text: string) => void
}

const isBlank = ({ values, extra }: Filled): boolean => Object.keys(values).length === 0 && extra === ''

interface StarterProps extends Omit<TemplateStarterProps, 'conversationId'> {
  draftId: string
  former: string
}

function Starter({ draftId, former, open, onOpen, disabled, onAsk, onInsert }: StarterProps) {
  const t = useTranslations('templates.picker')
  const router = useRouter()
  const named = useSearchParams().get('template')
  const { parts, write } = useDraftParts<Filled>(draftId, former, isBlank)
  // A template that the address names goes before another that is being filled in, which stays until this one is typed in.
  const [opened, leaveNamed] = useState(named)
  const filled =
    opened === null || parts?.templateId === opened ? parts : { templateId: opened, values: {}, extra: '' }
  const fill = (next: Filled | null) => {
    leaveNamed(null)
    write(next)
  }
  const close = () => {
    onOpen(false)
    leaveNamed(null)
    if (named !== null) router.replace('/consult')
  }
  const done = () => {
    fill(null)
    close()
  }
  return (
    <>
      <Button title={t('hint')} disabled={disabled} onClick={() => onOpen(true)}>
        {t(parts === null || isBlank(parts) ? 'open' : 'goOn')}
      </Button>
      <TemplateDialog
        open={open || named !== null}
        onClose={close}
        filled={filled}
        onFill={fill}
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

/**
 * From a template to a question: choose one, fill it in, ask. What was filled in is part of the draft of the case, so that
 * a dialog closed by mistake, a lock or a reload loses nothing. `?template=` opens one at once.
 */
export function TemplateStarter({ conversationId, ...props }: TemplateStarterProps) {
  const t = useTranslations('templates.picker')
  const draftId = formDraft(conversationId ?? NEW_CASE_DRAFT)
  const former = useFormerDraft(draftId)
  if (former === undefined) return <Button disabled>{t('open')}</Button>
  return <Starter key={draftId} draftId={draftId} former={former} {...props} />
}
