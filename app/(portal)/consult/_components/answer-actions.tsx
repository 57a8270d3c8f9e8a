'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import { releaseAnswer } from '@/lib/consult/client'
import { openAcknowledgements, type ConversationTurn } from '@/lib/consult/contract'
import { useSheet } from './answer-sheet'
import { printSheet } from './print-sheet'

interface AnswerActionsProps {
  turn: ConversationTurn
  displayName: string
}

/**
 * Copy and print; both carry the notice, the time, the model and the record. Neither happens before what must be acknowledged is
 * acknowledged, nor without an audit record.
 */
export function AnswerActions({ turn, displayName }: AnswerActionsProps) {
  const t = useTranslations('consult.answer')
  const review = useTranslations('review.acknowledge')
  const { asText } = useSheet(turn, displayName)
  const [copied, setCopied] = useState<boolean | null>(null)
  const copy = useMutation({
    mutationFn: () => releaseAnswer(turn.runId, 'copy'),
    onSuccess: () =>
      navigator.clipboard.writeText(asText()).then(
        () => setCopied(true),
        () => setCopied(false),
      ),
  })
  const print = useMutation({
    mutationFn: () => releaseAnswer(turn.runId, 'print'),
    onSuccess: () => printSheet(turn.runId),
  })
  const open = openAcknowledgements(turn)
  const blocked = open.length > 0 || copy.isPending || print.isPending
  const hint = open.includes('red_flags')
    ? review('flagsFirst')
    : open.includes('answer')
      ? review('title')
      : ''
  const state = copied === null ? '' : copied ? t('copied') : t('copyFailed')
  return (
    <div className="flex items-center gap-2">
      <span role="status" className="text-muted text-xs">
        {copy.isError || print.isError ? review('releaseFailed') : hint === '' ? state : hint}
      </span>
      <Button disabled={blocked} onClick={() => copy.mutate()}>
        {t('copy')}
      </Button>
      <Button disabled={blocked} onClick={() => print.mutate()}>
        {t('print')}
      </Button>
    </div>
  )
}
