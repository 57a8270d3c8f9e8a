'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConsequenceDialog } from '@/app/(portal)/_components/consequence-dialog'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { useQuestion } from '@/app/(portal)/_components/use-question'
import { Button } from '@/app/_ui/button'
import { decideEdition, LIBRARY, type Place } from '@/lib/library/client'
import type { Decision, Edition } from '@/lib/library/contract'
import { TickList } from './tick-list'

const ASKED_FIRST = { reject: 'rejectText', restore: 'restoreText' } as const

interface DecidePanelProps {
  edition: Edition
  listed: readonly Place[]
}

/** What the reader may decide on an edition. Approval asks that each place which names somebody was ticked. */
export function DecidePanel({ edition, listed }: DecidePanelProps) {
  const t = useTranslations('library')
  const queries = useQueryClient()
  const [ticked, setTicked] = useState(0)
  const [ask, question] = useQuestion()
  const decide = useMutation({
    mutationFn: (decision: Decision) =>
      decideEdition(edition.id, decision === 'approve' ? { decision, ticked } : { decision }),
    onSettled: () => queries.invalidateQueries({ queryKey: LIBRARY }),
  })
  const [retiring, retire] = useState(false)
  const others = edition.decisions.filter((one) => one !== 'approve')
  const choose = (decision: Exclude<Decision, 'approve'>) => {
    if (decision === 'retire') retire(true)
    else ask({ text: t(ASKED_FIRST[decision]), action: t(decision), onYes: () => decide.mutate(decision) })
  }
  const approves = edition.decisions.includes('approve')
  if (edition.decisions.length === 0) return <QueryFailure error={decide.error} />
  return (
    <section
      aria-label={t('decide')}
      className="border-line bg-panel flex max-w-4xl flex-col gap-3 rounded border p-3"
    >
      <h2 className="font-semibold">{t('decide')}</h2>
      {approves ? (
        <>
          <p className="text-muted text-sm">{t('decideText')}</p>
          <TickList places={listed} onTicked={setTicked} />
        </>
      ) : null}
      <QueryFailure error={decide.error} />
      <div className="flex flex-wrap gap-2">
        {approves ? (
          <Button
            variant="primary"
            disabled={decide.isPending || ticked < listed.length}
            onClick={() => decide.mutate('approve')}
          >
            {t('approve')}
          </Button>
        ) : null}
        {others.map((decision) => (
          <Button key={decision} disabled={decide.isPending} onClick={() => choose(decision)}>
            {t(decision)}
          </Button>
        ))}
      </div>
      {question}
      {retiring ? (
        <ConsequenceDialog
          title={t('retireTitle')}
          change={{ kind: 'edition_retired', id: edition.id }}
          action={t('retire')}
          onYes={() => decide.mutate('retire')}
          onClose={() => retire(false)}
        >
          <p className="text-sm">{t('retireText')}</p>
        </ConsequenceDialog>
      ) : null}
    </section>
  )
}
