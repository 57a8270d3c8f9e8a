'use client'
import { useTranslations } from 'next-intl'
import { useShortcut } from '@/app/(portal)/_components/shortcuts/use-shortcut'
import { Button } from '@/app/_ui/button'
import { CalculatorsDialog } from './lazy-calculators'

interface CalculatorsButtonProps {
  text: string
  onInsert: (text: string) => void
  /** Which is open: one by its id, `''` for the choice among all, null for none. */
  opened: string | null
  onOpen: (id: string | null) => void
}

/** Opens the calculators, by button or with Alt+C from anywhere on the page. */
export function CalculatorsButton({ text, onInsert, opened, onOpen }: CalculatorsButtonProps) {
  const t = useTranslations('calculators')
  useShortcut({ keys: 'Alt+C', label: t('opens'), typing: true, run: () => onOpen('') })
  return (
    <>
      <Button variant="secondary" title={t('shortcut')} aria-keyshortcuts="Alt+C" onClick={() => onOpen('')}>
        {t('open')}
      </Button>
      {opened === null ? null : (
        <CalculatorsDialog
          key={opened}
          open
          first={opened}
          onClose={() => onOpen(null)}
          text={text}
          onInsert={onInsert}
        />
      )}
    </>
  )
}
