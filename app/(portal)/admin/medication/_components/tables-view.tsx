'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { FactList } from '@/app/_ui/fact-list'
import { PageHeader } from '@/app/_ui/page-header'
import { Loading } from '@/app/_ui/states'
import { tablesQuery } from '@/lib/medication/client'
import { Rows } from './rows'
import { Versions } from './versions'

/** The medication tables in force, the hospital's versions that wait or were decided, and every row. */
export function TablesView() {
  const t = useTranslations('medicationTables')
  const portal = useTranslations('portal')
  const format = useFormatter()
  const { data, error, isPending } = useQuery(tablesQuery)
  return (
    <div className="flex flex-col gap-6 p-4">
      <PageHeader title={t('title')} description={t('description')} />
      <QueryFailure error={error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data ? (
        <FactList
          facts={[
            [
              t('inForce'),
              `${data.version} · ${
                data.inForce
                  ? t('hospital', {
                      number: data.inForce.number,
                      rows: data.inForce.rows,
                      name: data.inForce.decidedBy?.displayName ?? '—',
                    })
                  : t('portalOnly')
              }`,
            ],
            [t('rowsInForce'), format.number(data.counts.rows)],
            [t('recalledRows'), format.number(data.counts.recalled)],
            [t('offRows'), format.number(data.counts.off)],
          ]}
        />
      ) : null}
      {data ? <Versions versions={data.versions} /> : null}
      <Rows />
    </div>
  )
}
