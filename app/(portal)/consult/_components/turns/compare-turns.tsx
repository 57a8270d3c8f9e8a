'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Dialog } from '@/app/_ui/dialog'
import { Select } from '@/app/_ui/select'
import { versionsOf } from '@/lib/consult/pure/versions'
import type { ConversationTurn } from '@/lib/consult/contract'
import { SECTION_IDS, type SectionId } from '@/lib/inference/pure/sections'
import { toLocale } from '@/lib/shared/locale'
import { WordDiffView } from './word-diff-view'

interface CompareTurnsProps {
  turns: readonly ConversationTurn[]
  /** Runs that are compared at first, the older one before the newer one. */
  first: readonly [string, string]
  onClose: () => void
}

const partOf = (turn: ConversationTurn | undefined, id: SectionId): string =>
  turn?.sections.find((section) => section.id === id)?.text ?? ''

/** Two answers of the case side by side, part by part, with what differs marked on either side. */
export function CompareTurns({ turns, first, onClose }: CompareTurnsProps) {
  const t = useTranslations('consult.turns')
  const answer = useTranslations('consult.answer')
  const locale = toLocale(useLocale())
  const [chosen, choose] = useState(first)
  const options = versionsOf(turns).flatMap((versions, question) =>
    versions.map(({ runId }, i) => ({
      value: runId,
      label: t('option', { question: question + 1, version: i + 1, versions: versions.length }),
    })),
  )
  const [before, after] = chosen.map((id) => turns.find(({ runId }) => runId === id))
  const rows = [
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
        <section key={row.id} aria-label={row.title} className="border-line border-t pt-2">
          <h3 className="text-accent text-sm font-semibold">
            {row.title}
            {row.before === row.after ? (
              <span className="text-muted font-normal"> · {t('equal')}</span>
            ) : null}
          </h3>
          <div className="grid gap-3 md:grid-cols-2">
            <WordDiffView before={row.before} after={row.after} side="before" locale={locale} />
            <WordDiffView before={row.before} after={row.after} side="after" locale={locale} />
          </div>
        </section>
      ))}
    </Dialog>
  )
}
