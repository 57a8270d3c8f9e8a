'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useShortcut } from '@/app/(portal)/_components/shortcuts/use-shortcut'
import { Button } from '@/app/_ui/button'
import { CalculatorsDialog } from './calculators-dialog'

interface CalculatorsButtonProps {
  text: string
  onInsert: (text: string) => void
}

/** Opens the calculators, by button or with Alt+C from anywhere on the page. */
export function CalculatorsButton({ text, onInsert }: CalculatorsButtonProps) {
  const t = useTranslations('calculators')
  const [open, setOpen] = useState(false)
  useShortcut({ keys: 'Alt+C', label: t('opens'), typing: true, run: () => setOpen(true) })
  return (
    <>
      <Button
        variant="secondary"
        title={t('shortcut')}
        aria-keyshortcuts="Alt+C"
        onClick={() => setOpen(true)}
      >
        {t('open')}
      </Button>
      <CalculatorsDialog open={open} onClose={() => setOpen(false)} text={text} onInsert={onInsert} />
    </>
  )
}
