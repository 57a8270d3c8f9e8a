'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Undo2 } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { ConsequenceDialog } from '@/app/(portal)/_components/consequence-dialog'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { RowAction } from '@/app/_ui/row-action'
import { Notice } from '@/app/_ui/notice'
import { EmptyState } from '@/app/_ui/states'
import { Table } from '@/app/_ui/table'
import { withdrawSite } from '@/lib/library/bundles/client'
import { fingerprintGroups, type Site } from '@/lib/library/bundles/contract'
import { LIBRARY } from '@/lib/library/client'
import { AddSiteDialog } from './add-site-dialog'

interface SiteRowProps {
  site: Site
  onWithdraw: (() => void) | null
}

function SiteRow({ site, onWithdraw }: SiteRowProps) {
  const t = useTranslations('bundles')
  const format = useFormatter()
  const people = [site.enteredBy, site.approvedBy].flatMap((one) => one?.displayName ?? [])
  return (
    <tr>
      <td>{site.name}</td>
      <td>
        <code className="text-xs break-words">{fingerprintGroups(site.fingerprint)}</code>
      </td>
      <td>{people.join(t('and')) || '—'}</td>
      <td className="whitespace-nowrap">{format.dateTime(new Date(site.at), { dateStyle: 'medium' })}</td>
      <td className="whitespace-nowrap">
        {site.withdrawnAt === null
          ? t('trusted')
          : t('withdrawn', { day: format.dateTime(new Date(site.withdrawnAt), { dateStyle: 'medium' }) })}
      </td>
      <td>
        {onWithdraw ? (
          <RowAction icon={Undo2} danger onClick={onWithdraw}>
            {t('withdraw')}
          </RowAction>
        ) : null}
      </td>
    </tr>
  )
}

interface SitesPanelProps {
  sites: readonly Site[]
  waiting: number
  manages: boolean
}

/** The sites whose bundles are taken, and who entered them. */
export function SitesPanel({ sites, waiting, manages }: SitesPanelProps) {
  const t = useTranslations('bundles')
  const queries = useQueryClient()
  const [adding, setAdding] = useState(false)
  const [leaving, leave] = useState<Site | null>(null)
  const withdraw = useMutation({
    mutationFn: withdrawSite,
    onSuccess: () => queries.invalidateQueries({ queryKey: LIBRARY }),
  })
  return (
    <section aria-label={t('sites')} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold">{t('sites')}</h2>
        {manages ? <Button onClick={() => setAdding(true)}>{t('addSite')}</Button> : null}
      </div>
      <p className="text-muted max-w-4xl text-sm">{t('sitesText')}</p>
      {waiting > 0 ? <Notice tone="info">{t('waiting', { count: waiting })}</Notice> : null}
      <QueryFailure error={withdraw.error} />
      {sites.length === 0 ? (
        <EmptyState title={t('noSite')}>{t('noSiteText')}</EmptyState>
      ) : (
        <Table
          caption={t('sites')}
          head={[t('siteName'), t('fingerprint'), t('enteredBy'), t('since'), t('state'), '']}
        >
          {sites.map((site) => (
            <SiteRow
              key={site.id}
              site={site}
              onWithdraw={manages && site.withdrawnAt === null ? () => leave(site) : null}
            />
          ))}
        </Table>
      )}
      {adding ? <AddSiteDialog onClose={() => setAdding(false)} /> : null}
      {leaving ? (
        <ConsequenceDialog
          title={t('withdrawTitle')}
          change={{ kind: 'site_withdrawn', id: leaving.id }}
          action={t('withdraw')}
          onYes={() => withdraw.mutate(leaving.id)}
          onClose={() => leave(null)}
        >
          <p className="text-sm">{t('withdrawAsk', { name: leaving.name })}</p>
        </ConsequenceDialog>
      ) : null}
    </section>
  )
}
