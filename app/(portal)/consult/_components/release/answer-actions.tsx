'use client'
import { useMutation } from '@tanstack/react-query'
import { Printer } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { releaseAnswer, reportRelease } from '@/lib/consult/client'
import type { ConversationTurn } from '@/lib/consult/contract'
import { missingSources, needsAcknowledgement, openAcknowledgements } from '@/lib/consult/pure/open-ends'
import { SECTION_IDS } from '@/lib/inference/pure/sections'
import { Sheet } from './answer-sheet'
import { CopyMenu } from './copy-menu'
import { printSheet } from './print-sheet'
import { useCopy, useCopySentence } from './use-copy'

/** Copying and printing an answer: neither without an audit record, nor before what must be acknowledged is. */
export function useRelease(turn: ConversationTurn, displayName: string) {
  const copy = useCopy(turn, displayName)
  const print = useMutation({
    mutationFn: async () => {
      const { runId } = turn
      await Sheet.load()
      const { releaseId } = await releaseAnswer(runId, { as: 'print' })
      printSheet(runId)
      await reportRelease({ runId, releaseId }, 'ok').catch(() => undefined)
    },
  })
  const open = openAcknowledgements(turn)
  const busy = copy.isPending || print.isPending
  return { copy, print, open, busy, blocked: open.length > 0 || missingSources(turn) > 0 }
}
type Release = ReturnType<typeof useRelease>

/** What stands between the answer and its copy, or how the last copy ended, in one sentence. */
export function useReleaseSentence(turn: ConversationTurn, { copy, print, open }: Release): string {
  const t = useTranslations('consult')
  const review = useTranslations('review.acknowledge')
  const copied = useCopySentence()
  const unsourced = missingSources(turn)
  if (turn.state === 'running') return t('release.later')
  if (copy.isError || print.isError) return review('releaseFailed')
  if (open.includes('red_flags')) return review('flagsFirst')
  if (open.length > 0) return review('title')
  if (unsourced > 0) return t('answer.sourcesMissing', { count: unsourced })
  if (copy.data) return copied(copy.data)
  return needsAcknowledgement(turn) ? '' : t('release.ready')
}

/** Copy and print; both carry the notices. */
export function AnswerActions({ turn, release }: { turn: ConversationTurn; release: Release }) {
  const t = useTranslations('consult.answer')
  const { blocked, busy, copy, print } = release
  // While one is on its way the buttons do nothing but stay: a disabled one would lose the focus.
  return (
    <div className="flex items-center gap-1" data-release>
      <CopyMenu
        parts={SECTION_IDS.filter((id) => turn.sections.some((part) => part.id === id && part.text !== ''))}
        disabled={blocked}
        onCopy={(form) => {
          if (!busy) copy.mutate(form)
        }}
      />
      <Button
        disabled={blocked}
        onClick={() => {
          if (!busy) print.mutate()
        }}
      >
        <Printer aria-hidden size={14} />
        <span className="sr-only @[32rem]:not-sr-only">{t('print')}</span>
      </Button>
    </div>
  )
}
