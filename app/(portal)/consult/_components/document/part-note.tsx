'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { AnswerPassage } from '@/lib/consult/sources/contract'
import { FindingBody, type ListedFinding } from '../review/finding-list'
import type { OpenNote } from './note'
import { SourceHead, SourceText } from '../sources/sources-panel'

interface PartNoteProps {
  note: OpenNote
  findings: readonly ListedFinding[]
  passages: readonly AnswerPassage[]
  onClose: () => void
}

/** A finding or a passage right below the sentence it belongs to. */
export function PartNote({ note, findings, passages, onClose }: PartNoteProps) {
  const t = useTranslations('consult.release')
  const portal = useTranslations('portal')
  const finding = note.kind === 'finding' ? findings.find(({ id }) => id === note.id) : undefined
  const passage = note.kind === 'source' ? passages.find(({ n }) => n === note.n) : undefined
  if (!finding && !passage) return null
  return (
    // No landmark: one may be open in each part.
    <div
      role="note"
      aria-label={t(finding ? 'finding' : 'source')}
      className="border-line border-l-accent bg-raised my-1 flex items-start gap-2 rounded border border-l-4 px-3 py-2 text-sm"
    >
      <div className="min-w-0 flex-1">
        {finding ? <FindingBody finding={finding} why /> : null}
        {passage ? (
          <>
            <SourceHead passage={passage} gone={false} />
            <SourceText passage={passage} />
          </>
        ) : null}
      </div>
      <button
        type="button"
        aria-label={portal('close')}
        className="hover:bg-panel -mr-1 flex size-7 shrink-0 items-center justify-center rounded"
        onClick={onClose}
      >
        <X aria-hidden size={14} />
      </button>
    </div>
  )
}
