'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { releaseAnswer, reportRelease } from '@/lib/consult/client'
import { missingSources, openAcknowledgements, type ConversationTurn } from '@/lib/consult/contract'
import { SECTION_IDS } from '@/lib/inference/contract'
import { CopyMenu } from './copy-menu'
import { printSheet } from './print-sheet'
import { useCopy, useCopySentence } from './use-copy'

interface AnswerActionsProps {
  turn: ConversationTurn
  displayName: string
}

/**
 * Copy and print; both carry the notices. Neither happens before what must be acknowledged is acknowledged, nor without an
 * audit record.
 */
export function AnswerActions({ turn, displayName }: AnswerActionsProps) {
  const t = useTranslations('consult.answer')
  const review = useTranslations('review.acknowledge')
  const copy = useCopy(turn, displayName)
  const sentence = useCopySentence()
  const print = useMutation({
    mutationFn: async () => {
      const { runId } = turn
      const { releaseId } = await releaseAnswer(runId, { as: 'print' })
      printSheet(runId)
      await reportRelease({ runId, releaseId }, 'ok').catch(() => undefined)
    },
  })
  const open = openAcknowledgements(turn)
  const unsourced = missingSources(turn)
  const blocked = open.length > 0 || unsourced > 0 || copy.isPending || print.isPending
  const hint = open.includes('red_flags')
    ? review('flagsFirst')
    : open.includes('answer')
      ? review('title')
      : unsourced > 0
        ? t('sourcesMissing', { count: unsourced })
        : ''
  const state = copy.data ? sentence(copy.data) : ''
  return (
    <div className="flex items-center gap-2">
      <span role="status" className="text-muted text-xs">
        {copy.isError || print.isError ? review('releaseFailed') : hint === '' ? state : hint}
      </span>
      <CopyMenu
        parts={SECTION_IDS.filter((id) => turn.sections.some((part) => part.id === id && part.text !== ''))}
        disabled={blocked}
        onCopy={(form) => copy.mutate(form)}
      />
      <Button disabled={blocked} onClick={() => print.mutate()}>
        {t('print')}
      </Button>
    </div>
  )
}
