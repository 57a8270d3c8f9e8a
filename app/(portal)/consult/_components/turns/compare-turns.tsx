'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Dialog } from '@/app/_ui/dialog'
import { Select } from '@/app/_ui/select'
import { parsePart } from '@/lib/clinical/markdown/part-reader'
import { plainText } from '@/lib/clinical/markdown/plain-text'
import type { Block } from '@/lib/clinical/markdown/tree'
import { versionsOf } from '@/lib/consult/pure/versions'
import type { ConversationTurn } from '@/lib/consult/contract'
import { SECTION_IDS, type SectionId } from '@/lib/inference/pure/sections'
import { toLocale } from '@/lib/shared/locale'
import { BlocksView } from '../document/blocks-view'
import { VisibleText } from '../visible-text'
import { WordDiffView } from './word-diff-view'

interface CompareTurnsProps {
  turns: readonly ConversationTurn[]
  /** Runs that are compared at first, the older one before the newer one. */
  first: readonly [string, string]
  onClose: () => void
}

/** A part of an answer without its marks: as blocks, and as lines that can be compared. */
function plainPart(source: string): { blocks: Block[]; text: string } {
  const blocks = parsePart(source)
  return { blocks, text: plainText(blocks) }
}

const partOf = (turn: ConversationTurn | undefined, id: SectionId): string =>
  turn?.sections.find((section) => section.id === id)?.text ?? ''

interface Row {
  id: string
  title: string
  before: string
  after: string
}

/** A part in which nothing differs: one line, which opens. */
function EqualRow({ title, text, blocks }: { title: string; text: string; blocks: readonly Block[] | null }) {
  const t = useTranslations('consult.turns')
  const head = (
    <h3 className="text-accent inline text-sm font-semibold">
      {title}
      <span className="text-muted font-normal"> · {t('equal')}</span>
    </h3>
  )
  if (text === '') return head
  return (
    <details>
      <summary className="min-h-7 py-1">{head}</summary>
      {blocks ? (
        <BlocksView blocks={blocks} below={3} words={(words) => <VisibleText text={words.text} />} />
      ) : (
        <p className="text-sm wrap-break-word whitespace-pre-wrap">
          <VisibleText text={text} />
        </p>
      )}
    </details>
  )
}

/** One part of both answers. What an answer writes is compared as it is read, without the marks of its source. */
function CompareRow({ id, title, before, after }: Row) {
  const locale = toLocale(useLocale())
  const [left, right] = [before, after].map((text) =>
    // What somebody asked is no document: its characters stand for themselves.
    id === 'question' ? { blocks: null, text } : plainPart(text),
  )
  if (!left || !right) return null
  return (
    <section aria-label={title} className="border-line border-t pt-2">
      {left.text === right.text ? (
        <EqualRow title={title} {...right} />
      ) : (
        <>
          <h3 className="text-accent text-sm font-semibold">{title}</h3>
          <div className="grid gap-3 md:grid-cols-2">
            <WordDiffView before={left.text} after={right.text} side="before" locale={locale} />
            <WordDiffView before={left.text} after={right.text} side="after" locale={locale} />
          </div>
        </>
      )}
    </section>
  )
}

/** Two answers of the case side by side, part by part, with what differs marked on either side. */
export function CompareTurns({ turns, first, onClose }: CompareTurnsProps) {
  const t = useTranslations('consult.turns')
  const answer = useTranslations('consult.answer')
  const [chosen, choose] = useState(first)
  const options = versionsOf(turns).flatMap((versions, question) =>
    versions.map(({ runId }, i) => ({
      value: runId,
      label: t('option', { question: question + 1, version: i + 1, versions: versions.length }),
    })),
  )
  const [before, after] = chosen.map((id) => turns.find(({ runId }) => runId === id))
  const rows: Row[] = [
    { id: 'question', title: t('question'), before: before?.question ?? '', after: after?.question ?? '' },
    ...SECTION_IDS.map((id) => ({
      id,
      title: answer(id),
      before: partOf(before, id),
      after: partOf(after, id),
    })),
  ]
  return (
    <Dialog open onClose={onClose} title={t('compare')} size="wide">
      <div className="grid gap-3 md:grid-cols-2">
        <Select
          label={t('older')}
          options={options}
          value={chosen[0]}
          onChange={(older) => choose([older, chosen[1]])}
        />
        <Select
          label={t('newer')}
          options={options}
          value={chosen[1]}
          onChange={(newer) => choose([chosen[0], newer])}
        />
      </div>
      {rows.map((row) => (
        <CompareRow key={row.id} {...row} />
      ))}
    </Dialog>
  )
}
