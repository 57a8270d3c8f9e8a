'use client'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { VisibleText } from '../visible-text'

/** The key that takes the suggestion over from inside the box. */
export const TAKE_KEY = 'F2'

/** A better question, built from what was typed, with blanks for what is missing. */
export function SuggestionCard({ suggestion, onTake }: { suggestion: string; onTake: () => void }) {
  const t = useTranslations('check')
  return (
    <div className="border-accent flex flex-col gap-1 rounded border p-2">
      <div className="flex items-center justify-between gap-2">
        <h3 className="text-xs font-semibold">{t('suggestion')}</h3>
        <Button onClick={onTake} aria-keyshortcuts={TAKE_KEY}>
          {t('take', { key: TAKE_KEY })}
        </Button>
      </div>
      <p className="text-xs whitespace-pre-wrap">
        <VisibleText text={suggestion} />
      </p>
    </div>
  )
}
