'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormatter } from '@/app/_components/use-formatter'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { EvaluationFigures } from '@/app/(portal)/admin/_components/evaluation-figures'
import { Button } from '@/app/_ui/button'
import { RowAction } from '@/app/_ui/row-action'
import { FactList } from '@/app/_ui/fact-list'
import { Notice } from '@/app/_ui/notice'
import { Table } from '@/app/_ui/table'
import { askRelease, releasesQuery } from '@/lib/rights/client'
import type { Releases } from '@/lib/rights/releases/contract'
import { WithdrawDialog } from './withdraw-dialog'

/** What stands in the way of a release, or that it was asked for; nothing when it may be asked for or holds. */
function State({ data: { model, evaluation, pending } }: { data: Releases }) {
  const t = useTranslations('release')
  if (model.standing === 'demo') return <Notice tone="info">{t('demo')}</Notice>
  if (model.standing === 'evaluation') return <Notice tone="info">{t('evaluationModel')}</Notice>
  if (!evaluation) return <Notice tone="warning">{t('none')}</Notice>
  if (!evaluation.current) return <Notice tone="warning">{t('other')}</Notice>
  return pending ? <Notice tone="info">{t('asked')}</Notice> : null
}

function Evaluation({ evaluation }: { evaluation: NonNullable<Releases['evaluation']> }) {
  const t = useTranslations('release')
  const format = useFormatter()
  const at = format.dateTime(new Date(evaluation.at), { dateStyle: 'medium', timeStyle: 'short' })
  const { cases, overall, sha256 } = evaluation
  const count = t('ofCases', { judged: cases.judged, total: cases.total })
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold">{t('evaluation')}</h3>
      <EvaluationFigures
        figures={overall}
        sha256={sha256}
        more={[
          [t('at'), at],
          [t('cases'), count],
        ]}
      />
    </section>
  )
}

type Release = Releases['releases'][number]

function ReleaseTable({ releases, onWithdraw }: { releases: Release[]; onWithdraw: (one: Release) => void }) {
  const t = useTranslations('release')
  const format = useFormatter()
  const at = (time: string) => format.dateTime(new Date(time), { dateStyle: 'short', timeStyle: 'short' })
  return (
    <Table head={[t('model'), t('approvedBy'), t('at'), t('standing'), '']} caption={t('releases')}>
      {releases.map((one) => (
        <tr key={one.binding}>
          <td>
            {one.model}
            <code className="block text-xs break-all">{one.sha256}</code>
          </td>
          <td>{one.approvedBy?.displayName ?? '—'}</td>
          <td className="whitespace-nowrap">{at(one.approvedAt)}</td>
          <td>{t(one.current ? 'holds' : 'lapsed')}</td>
          <td>
            <RowAction icon={Undo2} danger onClick={() => onWithdraw(one)}>
              {t('withdraw')}
            </RowAction>
          </td>
        </tr>
      ))}
    </Table>
  )
}

/** Acceptance of the model in use: its evaluation, the request for its release, and the releases in force. */
export function ReleasePanel() {
  const t = useTranslations('release')
  const standings = useTranslations('admin.system.standing')
  const queries = useQueryClient()
  const { data, error } = useQuery(releasesQuery)
  const [withdrawn, withdraw] = useState<Release | null>(null)
  const ask = useMutation({
    mutationFn: askRelease,
    onSettled: () => queries.invalidateQueries({ queryKey: releasesQuery.queryKey }),
  })
  const binding = data?.model.binding ?? null
  const askable = data?.model.standing === 'unreleased' && !data.pending
  return (
    <section className="flex flex-col gap-3" aria-labelledby="release-title">
      <h2 id="release-title" className="text-base font-semibold">
        {t('title')}
      </h2>
      <p className="text-muted text-sm">{t('description')}</p>
      <QueryFailure error={error} />
      {data ? (
        <>
          <FactList
            facts={[
              [t('model'), data.model.name],
              [t('sha256'), data.model.sha256],
              [t('standing'), standings(data.model.standing)],
            ]}
          />
          <State data={data} />
          {data.evaluation ? <Evaluation evaluation={data.evaluation} /> : null}
          {askable && binding ? (
            <div>
              <Button variant="primary" disabled={ask.isPending} onClick={() => ask.mutate(binding)}>
                {t('ask')}
              </Button>
            </div>
          ) : null}
          <QueryFailure error={ask.error} />
          {data.releases.length > 0 ? <ReleaseTable releases={data.releases} onWithdraw={withdraw} /> : null}
        </>
      ) : null}
      <WithdrawDialog release={withdrawn} onClose={() => withdraw(null)} />
    </section>
  )
}
