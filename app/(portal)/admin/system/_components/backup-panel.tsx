'use client'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { Button } from '@/app/_ui/button'
import { Notice } from '@/app/_ui/notice'
import { Loading } from '@/app/_ui/states'
import { Table } from '@/app/_ui/table'
import { backUpNow, backupQuery } from '@/lib/backup/client'
import type { BackupState } from '@/lib/backup/contract'

const MIB = 1024 * 1024

function useTexts() {
  const t = useTranslations('backup')
  const format = useFormatter()
  return {
    t,
    at: (iso: string) => format.dateTime(new Date(iso), { dateStyle: 'medium', timeStyle: 'short' }),
    ago: (iso: string) => format.relativeTime(new Date(iso), new Date()),
    size: (bytes: number) => t('mib', { value: (bytes / MIB).toFixed(1) }),
  }
}

/** What must be done, in the order of how bad it is; nothing when all is well. */
function BackupWarning({ state }: { state: BackupState }) {
  const { t } = useTexts()
  if (state.lastTry && !state.lastTry.ok) return <Notice tone="error">{t('failed')}</Notice>
  if (state.stale) return <Notice tone="warning">{t(state.last ? 'stale' : 'never')}</Notice>
  if (!state.scheduled) return <Notice tone="warning">{t('notScheduled')}</Notice>
  return null
}

function LastBackup({ state }: { state: BackupState }) {
  const { t, at, ago, size } = useTexts()
  const facts: (readonly [name: string, value: string])[] = [
    [t('last'), state.last ? `${at(state.last.at)} · ${ago(state.last.at)}` : t('none')],
    ...(state.last
      ? ([
          [t('size'), size(state.last.bytes)],
          [t('upTo'), t('record', { id: state.last.upToId })],
          [t('by'), t(`trigger.${state.last.trigger}`)],
        ] as const)
      : []),
    [
      t('lastTry'),
      state.lastTry ? `${at(state.lastTry.at)} · ${t(state.lastTry.ok ? 'ok' : 'notOk')}` : t('none'),
    ],
    [t('schedule'), state.scheduled ? t('daily', { keep: state.keep }) : t('off')],
  ]
  return (
    <dl className="grid grid-cols-[8rem_1fr] gap-x-3 gap-y-1 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** The state of the backups, how old the last one is, and what lies in the folder. */
export function BackupPanel() {
  const { t, at, size } = useTexts()
  const portal = useTranslations('portal')
  const queries = useQueryClient()
  const { data, error, isPending } = useQuery(backupQuery)
  const make = useMutation({
    mutationFn: backUpNow,
    onSuccess: (state) => queries.setQueryData(backupQuery.queryKey, state),
    onError: () => queries.invalidateQueries({ queryKey: backupQuery.queryKey }),
  })
  return (
    <section aria-label={t('title')} className="border-line bg-panel flex flex-col gap-3 rounded border p-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold">{t('title')}</h2>
        {data?.scheduled ? (
          <Button disabled={make.isPending || data.running} onClick={() => make.mutate()}>
            {t(make.isPending || data.running ? 'making' : 'now')}
          </Button>
        ) : null}
      </div>
      <QueryFailure error={error ?? make.error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data ? (
        <>
          <BackupWarning state={data} />
          <LastBackup state={data} />
          {data.kept.length > 0 ? (
            <Table head={[t('name'), t('at'), t('size')]} caption={t('kept')}>
              {data.kept.slice(0, 7).map((one) => (
                <tr key={one.name}>
                  <td>
                    <code>{one.name}</code>
                  </td>
                  <td>{at(one.at)}</td>
                  <td>{size(one.bytes)}</td>
                </tr>
              ))}
            </Table>
          ) : null}
          {data.kept.length > 7 ? (
            <p className="text-muted text-xs">{t('more', { count: data.kept.length - 7 })}</p>
          ) : null}
          <p className="text-muted text-xs">{t('keys')}</p>
        </>
      ) : null}
    </section>
  )
}
