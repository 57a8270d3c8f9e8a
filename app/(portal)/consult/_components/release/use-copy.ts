'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { releaseAnswer, reportRelease } from '@/lib/consult/client'
import type { ConversationTurn } from '@/lib/consult/contract'
import { putOnClipboard } from './put-on-clipboard'
import { usePassages, type CopyForm } from './use-passages'
import { writePassages } from './write-passages'

interface Copied {
  /** Whether the browser took it. */
  taken: boolean
  /** The record of it; null where the outcome could not be recorded. */
  recordId: string | null
}

/** Copies in one of the forms: asked and recorded first, then copied, then the outcome is recorded. */
export function useCopy(turn: ConversationTurn, displayName: string) {
  const { passagesOf } = usePassages(turn, displayName)
  return useMutation({
    mutationFn: async (form: CopyForm): Promise<Copied> => {
      const { runId } = turn
      const { releaseId } = await releaseAnswer(runId, { as: 'copy', ...form })
      const taken = putOnClipboard(writePassages(passagesOf(form)))
      const recorded = await reportRelease({ runId, releaseId }, taken ? 'ok' : 'failed').then(
        () => true,
        () => false,
      )
      return { taken, recordId: recorded ? releaseId : null }
    },
  })
}

/** How a copy ended, in one sentence. */
export function useCopySentence(): (copied: Copied) => string {
  const t = useTranslations('consult.document')
  return ({ taken, recordId }) => {
    if (!taken) return t('copyFailed')
    return recordId === null ? t('copiedUnrecorded') : t('copied', { record: recordId.slice(0, 8) })
  }
}
