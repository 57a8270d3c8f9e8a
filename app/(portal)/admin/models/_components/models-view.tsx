'use client'
import { useQuery } from '@tanstack/react-query'
import { ArrowLeftRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { RowAction } from '@/app/_ui/row-action'
import { Notice } from '@/app/_ui/notice'
import { PageHeader } from '@/app/_ui/page-header'
import { EmptyState, Loading } from '@/app/_ui/states'
import { Table } from '@/app/_ui/table'
import { modelsQuery, statusQuery } from '@/lib/operations/client'
import type { ModelRow } from '@/lib/operations/models/contract'
import { ChangeDialog } from './change-dialog'
import { ReleasePanel } from './release-panel'

const MIB = 1024 * 1024

function Row({ model, onChange }: { model: ModelRow; onChange: (() => void) | null }) {
  const t = useTranslations('models')
  return (
    <tr>
      <td>
        {model.name}
        <span className={model.standing === 'released' ? 'text-muted block' : 'text-warning block'}>
          {t(`standing.${model.standing}`)}
        </span>
      </td>
      <td className="min-w-48 break-all">models/{model.file}</td>
      <td className="text-right whitespace-nowrap">
        {t('mib', { value: Math.round(model.sizeBytes / MIB) })}
      </td>
      <td className="whitespace-nowrap">
        {model.inUse ? (
          t('inUse')
        ) : (
          <RowAction icon={ArrowLeftRight} disabled={onChange === null} onClick={() => onChange?.()}>
            {t('use')}
          </RowAction>
        )}
      </td>
    </tr>
  )
}

/** The models of the installation; another one can be put into use while the portal runs. */
export function ModelsView() {
  const t = useTranslations('models')
  const portal = useTranslations('portal')
  const { data, error, isPending } = useQuery(modelsQuery)
  const status = useQuery(statusQuery)
  const [chosen, choose] = useState<ModelRow | null>(null)
  const free = data?.fixed === null && data.phase === 'idle'
  return (
    <div className="flex flex-col gap-4 p-4">
      <PageHeader title={t('title')} description={t('description')} />
      <QueryFailure error={error} />
      {isPending ? <Loading label={portal('loading')} /> : null}
      {data?.fixed ? <Notice tone="warning">{t(`fixed.${data.fixed}`)}</Notice> : null}
      {data && data.phase !== 'idle' ? (
        <Notice tone="warning">
          {t(`phases.${data.phase}`, { running: status.data?.queue.running ?? 0 })}
        </Notice>
      ) : null}
      {data?.phase === 'idle' && data.last ? (
        <Notice tone={data.last.result === 'changed' ? 'success' : 'error'}>
          {t(`results.${data.last.result}`, { file: data.last.file })}
        </Notice>
      ) : null}
      {data?.models.length === 0 ? <EmptyState title={t('none')} /> : null}
      {data && data.models.length > 0 ? (
        <Table head={[t('name'), t('file'), { numbers: t('size') }, '']} caption={t('title')}>
          {data.models.map((model) => (
            <Row
              key={model.file}
              model={model}
              onChange={
                free
                  ? () => {
                      choose(model)
                    }
                  : null
              }
            />
          ))}
        </Table>
      ) : null}
      <ReleasePanel />
      <ChangeDialog
        model={chosen}
        onClose={() => {
          choose(null)
        }}
      />
    </div>
  )
}
