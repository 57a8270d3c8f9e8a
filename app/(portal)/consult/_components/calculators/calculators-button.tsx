'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
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
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== 'KeyC') return
      event.preventDefault()
      setOpen(true)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
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
