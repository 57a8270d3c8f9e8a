'use client'
import { useTranslations } from 'next-intl'
import { Notice } from '@/app/_ui/notice'
import type { EngineNotice } from '@/lib/inference/contract'

/** The sentences of the engine's notices, each with its numbers. */
export function useNoticeSentences(notices: readonly EngineNotice[]): string[] {
  const t = useTranslations('engine.notices')
  return notices.map(({ code, params }) =>
    code === 'out_of_memory' && params['contextTokens'] === 0
      ? t('out_of_memory_smaller', params)
      : t(code, params),
  )
}

/** What an administrator should know of the model, where it can be read in full. */
export function EngineNotices({ notices }: { notices: readonly EngineNotice[] }) {
  const sentences = useNoticeSentences(notices)
  return sentences.map((sentence) => (
    <Notice key={sentence} tone="warning">
      {sentence}
    </Notice>
  ))
}
