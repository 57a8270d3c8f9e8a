'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Table } from '@/app/_ui/table'
import { useCountText } from './count-text'

interface BarRow {
  key: string
  name: ReactNode
  documents: number
}

interface BarTableProps {
  caption: string
  /** What the lines are, for the heading. */
  head: string
  rows: readonly BarRow[]
  /** How many there are beside these. */
  more: number
  /** Documents that a share is a share of. */
  of: number
  empty: string
}

const BAR = { width: 120, height: 12 }

/** Chart and table in one: each line has its bar, its count and its share, so that nothing is told by length or colour alone. */
export function BarTable({ caption, head, rows, more, of, empty }: BarTableProps) {
  const t = useTranslations('batch.totals')
  const { share, few } = useCountText()
  const largest = Math.max(1, ...rows.map(({ documents }) => documents))
  if (rows.length === 0) return <p className="text-muted py-2 text-sm">{empty}</p>
  return (
    <>
      <Table caption={caption} head={[head, t('documents'), t('share'), <BarHead key="bar" />]}>
        {rows.map(({ key, name, documents }) => (
          <tr key={key}>
            <td className="min-w-40">{name}</td>
            <td className="whitespace-nowrap">
              {documents}
              {few(documents) === null ? null : (
                <span className="text-warning ml-1.5 text-xs">{few(documents)}</span>
              )}
            </td>
            <td className="whitespace-nowrap">{share(documents, of)}</td>
            <td className="w-36">
              <svg aria-hidden width={BAR.width} height={BAR.height} className="fill-accent block">
                <rect width={Math.max(1, (documents / largest) * BAR.width)} height={BAR.height} rx={2} />
              </svg>
            </td>
          </tr>
        ))}
      </Table>
      {more > 0 ? <p className="text-muted text-xs">{t('more', { count: more })}</p> : null}
    </>
  )
}

function BarHead() {
  const t = useTranslations('batch.totals')
  return <span className="sr-only">{t('bar')}</span>
}
