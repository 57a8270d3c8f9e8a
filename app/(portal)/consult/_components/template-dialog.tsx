'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Dialog } from '@/app/_ui/dialog'
import type { AskInput } from '@/lib/templates/contract'
import { templatesQuery } from '@/lib/templates/client'
import { FilledTemplate, type Filled } from './filled-template'
import { TemplatePicker } from './template-picker'

interface TemplateDialogProps {
  open: boolean
  onClose: () => void
  /** What is being filled in; null while a template is chosen. */
  filled: Filled | null
  onFill: (filled: Filled | null) => void
  onAsk: (asked: AskInput) => Promise<void>
  onInsert: (text: string) => void
}

/** Choosing a template, and filling it in. */
export function TemplateDialog({ open, onClose, filled, onFill, onAsk, onInsert }: TemplateDialogProps) {
  const t = useTranslations('templates.picker')
  const { data } = useQuery(templatesQuery)
  const name = data?.templates.find(({ id }) => id === filled?.templateId)?.name ?? ''
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={filled ? t('fill', { name }) : t('title')}
      size={filled ? 'wide' : 'large'}
    >
      {filled ? (
        <FilledTemplate
          filled={filled}
          onChange={onFill}
          onBack={() => onFill(null)}
          onAsk={onAsk}
          onInsert={onInsert}
        />
      ) : (
        <TemplatePicker onChoose={({ id }) => onFill({ templateId: id, values: {}, extra: '' })} />
      )}
    </Dialog>
  )
}
