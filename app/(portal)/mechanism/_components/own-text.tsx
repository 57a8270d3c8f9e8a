'use client'
import { useMutation } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { useDraft } from '@/app/(portal)/_components/continuity/use-draft'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { EmptyState } from '@/app/_ui/states'
import { parsePart } from '@/lib/clinical/markdown/part-reader'
import { bareText } from '@/lib/clinical/markdown/plain-text'
import { withoutCitations } from '@/lib/clinical/mechanism/cite-mechanism'
import { parseMechanism } from '@/lib/clinical/mechanism/parse-mechanism'
import type { DraftPlace } from '@/lib/consult/pure/draft-places'
import { extractMechanism } from '@/lib/mechanism/client'
import { MECHANISM_TEXT_MAX } from '@/lib/mechanism/contract'
import { MechanismPlayer } from './mechanism-player'

/** The draft of the own text. */
export const MECHANISM_DRAFT = 'mechanism' satisfies DraftPlace

/** Draws a text that somebody types or pastes; it begins with what was typed before. The rules read it in the browser; the model is asked only on request. */
export function OwnText({ former }: { former: string }) {
  const t = useTranslations('mechanism')
  const { text, write } = useDraft(MECHANISM_DRAFT, former)
  const rules = useMemo(() => parseMechanism(withoutCitations(bareText(parsePart(text)))), [text])
  const ask = useMutation({ mutationFn: () => extractMechanism({ text }) })
  const graph = ask.data?.graph ?? rules
  const blank = text.trim() === ''
  return (
    <>
      <div className="border-line flex flex-col gap-2 border-b p-3">
        <label className="flex flex-col gap-1">
          <span className="text-muted text-sm">{t('own.label')}</span>
          <textarea
            className="border-edge bg-panel min-h-20 rounded border px-2 py-1"
            maxLength={MECHANISM_TEXT_MAX}
            placeholder={t('own.placeholder')}
            value={text}
            onChange={({ target }) => {
              write(target.value)
              ask.reset()
            }}
          />
        </label>
        <div className="flex flex-wrap items-center gap-2">
          <Button disabled={blank || ask.isPending} onClick={() => ask.mutate()}>
            {t(ask.isPending ? 'own.asking' : 'own.ask')}
          </Button>
          <p role="status" className="text-muted text-sm">
            {ask.data ? t('own.asked', { added: ask.data.added, dropped: ask.data.dropped }) : t('own.hint')}
          </p>
        </div>
        <QueryFailure error={ask.error} />
      </div>
      {graph.edges.length === 0 ? (
        <div className="p-3">
          <EmptyState title={t('none')}>{blank ? t('own.empty') : t('noneText')}</EmptyState>
        </div>
      ) : (
        <MechanismPlayer graph={graph} title={t('own.title')} footer={t('ownFooter')} />
      )}
    </>
  )
}
