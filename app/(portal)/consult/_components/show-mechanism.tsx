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
import { citeMechanism, withoutCitations, writeLinks } from '@/lib/clinical/mechanism/cite-mechanism'
import { wholeSentences } from '@/lib/clinical/mechanism/parse-mechanism'
import type { ConversationTurn } from '@/lib/consult/contract'
import { CitationButton } from './sources/citation-button'
import { openSource } from './sources/open-source'

/** The drawing of an answer's mechanism as far as it is written, and what its steps cite of the passages that the model was given. */
function useMechanism(turn: ConversationTurn | null) {
  const source = turn?.sections.find(({ id }) => id === 'mechanism')?.text ?? ''
  const { links, passages } = turn ?? {}
  const written =
    turn?.state !== 'running' || turn.sections.some(({ id }) => id !== 'definition' && id !== 'mechanism')
  return useMemo(() => {
    const own = (links ?? []).filter(({ section }) => section === 'mechanism')
    const text = bareText(parsePart(writeLinks(source, own)))
    const told = new Set((passages ?? []).flatMap(({ n, told: given }) => (given === null ? [] : [n])))
    const byRule = new Set(own.map(({ n }) => n))
    const empty = withoutCitations(text).trim() === ''
    return { empty, written, ...citeMechanism(written ? text : wholeSentences(text), { told, byRule }) }
  }, [source, links, passages, written])
}

/** Opens the drawing of an answer's mechanism section. While the section is being written, the drawing grows with it. */
export function ShowMechanism({ turn }: { turn: ConversationTurn | null }) {
  const t = useTranslations('mechanism')
  const portal = useTranslations('portal')
  const [open, setOpen] = useState(false)
  const { empty, written, graph, citations } = useMechanism(turn)
  if (empty) return null
  // The passage stands behind the drawing, which gives the focus back as it closes.
  const openPassage = (n: number) => {
    setOpen(false)
    requestAnimationFrame(() => openSource(n))
  }
  const sourcesOf = (step: number) =>
    (citations[step] ?? []).map((one) => <CitationButton key={one.n} {...one} onOpen={openPassage} />)
  return (
    <>
      <Button variant="quiet" className="screen-only" onClick={() => setOpen(true)}>
        <Workflow aria-hidden size={15} />
        {t('show')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('fromAnswer')} size="full">
        {graph.edges.length > 0 ? (
          <MechanismPlayer
            graph={graph}
            title={t('fromAnswerTitle')}
            footer={t('answerFooter')}
            besideStep={sourcesOf}
          />
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
