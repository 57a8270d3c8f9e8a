'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { useFormatter } from '@/app/_components/use-formatter'
import { DataTable } from '@/app/(portal)/_components/list/data-table'
import { Button } from '@/app/_ui/button'
import type { TablesVersion } from '@/lib/medication/contract'
import { CompareDialog } from './compare-dialog'

/** The hospital's versions, newest first, each with its differences from the version in force. */
export function Versions({ versions }: { versions: readonly TablesVersion[] }) {
  const t = useTranslations('medicationTables')
  const format = useFormatter()
  const [shown, setShown] = useState<number | null>(null)
  const by = (person: { displayName: string }, time: string) =>
    `${person.displayName} · ${format.dateTime(new Date(time), { dateStyle: 'short', timeStyle: 'short' })}`
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold">{t('versions')}</h2>
      <DataTable
        caption={t('versions')}
        head={[t('number'), t('state'), t('rows'), t('proposed'), t('decided'), t('fingerprint'), '']}
        rows={versions}
        row={(one) => (
          <tr key={one.number}>
            <td>{one.number}</td>
            <td>{t(`versionState.${one.state}`)}</td>
            <td>{one.rows}</td>
            <td>{by(one.proposedBy, one.proposedAt)}</td>
            <td>{one.decidedBy && one.decidedAt ? by(one.decidedBy, one.decidedAt) : '—'}</td>
            <td>
              <code className="text-xs" title={one.sha256}>
                {one.sha256.slice(0, 12)}
              </code>
            </td>
            <td>
              <Button
                variant={one.state === 'proposed' ? 'primary' : 'quiet'}
                onClick={() => setShown(one.number)}
              >
                {t('compare')}
              </Button>
            </td>
          </tr>
        )}
        error={null}
        empty={t('noVersion')}
        emptyText={t('noVersionText')}
      />
      {shown === null ? null : <CompareDialog number={shown} onClose={() => setShown(null)} />}
    </section>
  )
}
