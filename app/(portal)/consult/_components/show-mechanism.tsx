'use client'
import { Workflow } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { MechanismPlayer } from '@/app/(portal)/mechanism/_components/mechanism-player'
import { Button } from '@/app/_ui/button'
import { Dialog } from '@/app/_ui/dialog'
import { EmptyState } from '@/app/_ui/states'
import { parsePart } from '@/lib/clinical/markdown/part-reader'
import { bareText } from '@/lib/clinical/markdown/plain-text'
import { parseMechanism, wholeSentences } from '@/lib/clinical/mechanism/parse-mechanism'
import type { ConversationTurn } from '@/lib/consult/contract'

/** Opens the drawing of an answer's mechanism section. While the section is being written, the drawing grows with it. */
export function ShowMechanism({ turn }: { turn: ConversationTurn | null }) {
  const t = useTranslations('mechanism')
  const portal = useTranslations('portal')
  const [open, setOpen] = useState(false)
  const source = turn?.sections.find(({ id }) => id === 'mechanism')?.text ?? ''
  const text = useMemo(() => bareText(parsePart(source)), [source])
  const written =
    turn?.state !== 'running' || turn.sections.some(({ id }) => id !== 'definition' && id !== 'mechanism')
  const settled = written ? text : wholeSentences(text)
  const graph = useMemo(() => parseMechanism(settled), [settled])
  if (text === '') return null
  return (
    <>
      <Button variant="quiet" className="screen-only" onClick={() => setOpen(true)}>
        <Workflow aria-hidden size={15} />
        {t('show')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('fromAnswer')} size="full">
        {graph.edges.length > 0 ? (
          <MechanismPlayer graph={graph} title={t('fromAnswerTitle')} footer={t('answerFooter')} />
        ) : (
          <EmptyState title={t('none')}>{t(written ? 'noneText' : 'noneYet')}</EmptyState>
        )}
        <div>
          <Button onClick={() => setOpen(false)}>{portal('close')}</Button>
        </div>
      </Dialog>
    </>
  )
}
