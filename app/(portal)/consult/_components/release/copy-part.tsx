'use client'
import { Copy as CopyIcon } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import type { ConversationTurn } from '@/lib/consult/contract'
import { openAcknowledgements } from '@/lib/consult/pure/open-ends'
import type { SectionId } from '@/lib/inference/pure/sections'
import { useCopy, useCopySentence } from './use-copy'

interface CopyPartProps {
  id: SectionId
  turn: ConversationTurn
  displayName: string
}

/** Copies one part with the notices in short, under the same conditions as the whole answer. */
export function CopyPart({ id, turn, displayName }: CopyPartProps) {
  const t = useTranslations('consult')
  const review = useTranslations('review.acknowledge')
  const copy = useCopy(turn, displayName)
  const sentence = useCopySentence()
  const blocked = openAcknowledgements(turn).length > 0
  const state = copy.data ? sentence(copy.data) : ''
  return (
    <>
      <span role="status" className="text-muted text-xs">
        {copy.isError ? review('releaseFailed') : state}
      </span>
      <Button
        variant="quiet"
        className="screen-only"
        aria-label={`${t('document.copyPart')} ${t(`answer.${id}`)}`}
        title={blocked ? review('title') : undefined}
        disabled={blocked}
        onClick={() => {
          // A disabled button would lose the focus.
          if (!copy.isPending) copy.mutate({ form: 'part', part: id })
        }}
      >
        <CopyIcon aria-hidden size={14} />
        {t('document.copyPart')}
      </Button>
    </>
  )
}
