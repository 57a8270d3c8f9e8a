'use client'
import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useFormatter } from '@/app/_components/use-formatter'
import { QueryFailure } from '@/app/(portal)/_components/query-failure'
import { saveFile } from '@/app/(portal)/_components/save-file'
import { Button } from '@/app/_ui/button'
import { RowAction } from '@/app/_ui/row-action'
import { Notice } from '@/app/_ui/notice'
import { EmptyState } from '@/app/_ui/states'
import { Table } from '@/app/_ui/table'
import { checkpointsQuery } from '@/lib/audit/client'

/** Signed statements about the trail to keep elsewhere, the key to check them with, and the state of the mirror. */
export function Checkpoints() {
  const t = useTranslations('audit.checkpoints')
  const format = useFormatter()
  const { data, error } = useQuery(checkpointsQuery)
  const at = (time: string) => format.dateTime(new Date(time), { dateStyle: 'short', timeStyle: 'medium' })
  if (!data) return <QueryFailure error={error} />
  const { mirror, checkpoints, publicKey, keyId, height } = data
  return (
    <section className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-semibold">{t('title')}</h2>
        <Button onClick={() => saveFile(`innerward-audit-${keyId}.pem`, publicKey)}>
          {t('publicKey', { keyId })}
        </Button>
      </div>
      <p className="text-muted max-w-3xl text-sm">{t('description')}</p>
      {mirror.failing ? <Notice tone="error">{t('mirrorFailing', { count: mirror.behind })}</Notice> : null}
      {height.clock === 'right' ? null : <Notice tone="error">{t(`clock.${height.clock}`)}</Notice>}
      {height.id === null ? null : <p className="text-muted text-sm">{t('height', { id: height.id })}</p>}
      <p className="text-muted text-sm">
        {mirror.on ? t('mirrorOn', { count: mirror.behind }) : t('mirrorOff')}
      </p>
      {checkpoints.length === 0 ? <EmptyState title={t('empty')}>{t('emptyText')}</EmptyState> : null}
      {checkpoints.length > 0 ? (
        <Table head={[t('upTo'), t('at'), t('kind'), t('mac'), '']} caption={t('title')}>
          {checkpoints.slice(0, 10).map((checkpoint) => (
            <tr key={checkpoint.signature}>
              <td>{checkpoint.upToId}</td>
              <td className="whitespace-nowrap">{at(checkpoint.at)}</td>
              <td>{t(`kinds.${checkpoint.kind}`)}</td>
              <td>
                <code className="text-xs">{checkpoint.lastMac.slice(0, 12)}</code>
              </td>
              <td>
                <RowAction
                  icon={Download}
                  aria-label={t('saveOne', { id: checkpoint.upToId })}
                  onClick={() =>
                    saveFile(`innerward-checkpoint-${checkpoint.upToId}.json`, JSON.stringify(checkpoint))
                  }
                >
                  {t('save')}
                </RowAction>
              </td>
            </tr>
          ))}
        </Table>
      ) : null}
    </section>
  )
}
