'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useFormatter } from '@/app/_components/use-formatter'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { PromptPreview } from '@/app/(portal)/_components/template-form/prompt-preview'
import { VisibleText } from '@/app/(portal)/consult/_components/visible-text'
import { Button } from '@/app/_ui/button'
import { PageHeader } from '@/app/_ui/page-header'
import { EmptyState, Loading } from '@/app/_ui/states'
import { decideProposal, proposalsQuery, templatesQuery } from '@/lib/templates/client'
import type { Proposal } from '@/lib/templates/contract'
import { DefinitionDiff } from './definition-diff'
import { ScopeText } from './template-table'

type Decision = 'approve' | 'reject' | 'withdraw'

function ProposalCard({ proposal }: { proposal: Proposal }) {
  const t = useTranslations('templates.proposal')
  const format = useFormatter()
  const queries = useQueryClient()
  const decide = useMutation({
    mutationFn: (decision: Decision) => decideProposal(proposal.id, decision),
    onSettled: () => queries.invalidateQueries({ queryKey: templatesQuery.queryKey }),
  })
  const { definition, before, requestedBy, requestedAt } = proposal
  const action = (decision: Decision, variant: 'primary' | 'secondary' = 'secondary') => (
    <Button variant={variant} disabled={decide.isPending} onClick={() => decide.mutate(decision)}>
      {t(decision)}
    </Button>
  )
  return (
    <li className="border-line bg-panel flex flex-col gap-3 rounded border p-3">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div>
          <h2 className="font-semibold">
            <VisibleText text={definition.name} />
          </h2>
          <p className="text-muted text-sm">
            {t(before ? 'changeOf' : 'new')} · <ScopeText template={{ ...proposal, builtIn: false }} /> ·{' '}
            {t('by', {
              name: requestedBy.displayName,
              at: format.dateTime(new Date(requestedAt), { dateStyle: 'short', timeStyle: 'short' }),
            })}
          </p>
          {proposal.note === '' ? null : (
            <p className="text-sm">
              <VisibleText text={proposal.note} />
            </p>
          )}
        </div>
        <div className="flex items-center gap-2">
          {proposal.own ? <span className="text-muted text-xs">{t('own')}</span> : null}
          {proposal.own ? action('withdraw') : null}
          {proposal.decidable ? action('reject') : null}
          {proposal.decidable ? action('approve', 'primary') : null}
        </div>
      </div>
      <QueryFailure error={decide.error} />
      {before ? (
        <DefinitionDiff before={before} after={definition} />
      ) : (
        <PromptPreview definition={definition} values={{}} sound withSystem />
      )}
    </li>
  )
}

/** Versions that wait for a second person, with what they would change. */
export function ProposalsView() {
  const t = useTranslations('templates')
  const portal = useTranslations('portal')
  const { data, error, isPending } = useQuery(proposalsQuery)
  return (
    <div className="flex flex-col gap-4 p-4">
      <Link
        className="text-accent inline-flex min-h-[24px] items-center self-start text-sm underline"
        prefetch={false}
        href="/templates"
      >
        {t('back')}
      </Link>
      <PageHeader title={t('proposal.title')} description={t('proposal.description')} />
      <QueryFailure error={error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data?.proposals.length === 0 ? (
        <EmptyState title={t('proposal.none')}>{t('proposal.noneText')}</EmptyState>
      ) : null}
      <ul className="flex flex-col gap-3">
        {data?.proposals.map((proposal) => (
          <ProposalCard key={proposal.id} proposal={proposal} />
        ))}
      </ul>
    </div>
  )
}
