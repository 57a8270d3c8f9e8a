'use client'
import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { usePreferences } from '@/app/(portal)/_components/use-preferences'
import { Menu } from '@/app/_ui/menu'
import type { SectionId } from '@/lib/inference/pure/sections'
import type { CopyForm } from './use-passages'

interface CopyMenuProps {
  /** The parts that hold something. */
  parts: readonly SectionId[]
  disabled: boolean
  onCopy: (form: CopyForm) => void
}

/** In which form to copy: for the record, with sources, or one part. What the person has set comes first. */
export function CopyMenu({ parts, disabled, onCopy }: CopyMenuProps) {
  const t = useTranslations('consult')
  const { copyForm } = usePreferences()
  const whole: (CopyForm & { label: string })[] = [
    { form: 'emr', label: t('document.emr') },
    { form: 'full', label: t('document.full') },
  ]
  const forms: (CopyForm & { label: string })[] = [
    ...whole.toSorted((a, b) => Number(b.form === copyForm) - Number(a.form === copyForm)),
    ...parts.map((part) => ({
      ...{ form: 'part' as const, part, label: t('document.part', { part: t(`answer.${part}`) }) },
    })),
  ]
  return (
    <Menu
      // What is set may change while the answer stands.
      key={copyForm}
      disabled={disabled}
      label={t('document.copy')}
      button={
        <>
          {t('document.copy')}
          <ChevronDown aria-hidden size={14} />
        </>
      }
      choices={forms.map(({ label, ...form }) => ({ label, onChoose: () => onCopy(form) }))}
    />
  )
}
