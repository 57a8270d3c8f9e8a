'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import type { ConversationTurn } from '@/lib/consult/contract'
import { useSheet } from './answer-sheet'

interface AnswerActionsProps {
  turn: ConversationTurn
  displayName: string
}

/** Copy and print; both carry the notice, the time, the model and the record. */
export function AnswerActions({ turn, displayName }: AnswerActionsProps) {
  const t = useTranslations('consult.answer')
  const { asText } = useSheet(turn, displayName)
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = () => {
    navigator.clipboard.writeText(asText()).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  return (
    <div className="flex items-center gap-2">
      <span role="status" className="text-muted text-xs">
        {copied === null ? '' : copied ? t('copied') : t('copyFailed')}
      </span>
      <Button onClick={copy}>{t('copy')}</Button>
      <Button onClick={() => window.print()}>{t('print')}</Button>
    </div>
  )
}
