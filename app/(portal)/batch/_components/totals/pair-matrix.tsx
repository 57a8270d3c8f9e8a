'use client'
import { useTranslations } from 'next-intl'
import { FEW_DOCUMENTS, type CountedSet } from '@/lib/documents/totals/contract'

interface PairMatrixProps {
  /** The most frequent ones, in their order. */
  members: readonly { name: string; documents: number }[]
  pairs: readonly CountedSet[]
}

const MEMBERS_MAX = 10
/** Classes of five shades; the number stands in each cell, so that colour is never the only sign. */
const SHADES = ['heat-1', 'heat-2', 'heat-3', 'heat-4', 'heat-5'] as const
const keyOf = (a: string, b: string) => [a, b].sort().join('\0')

/** How often each two of the most frequent ones stand in the same document: a table whose cells are shaded. */
export function PairMatrix({ members, pairs }: PairMatrixProps) {
  const t = useTranslations('batch.totals')
  const shown = members.slice(0, MEMBERS_MAX)
  const counts = new Map(pairs.map(({ names: [a = '', b = ''], documents }) => [keyOf(a, b), documents]))
  const most = Math.max(1, ...counts.values())
  const shade = (count: number) => SHADES[Math.min(4, Math.floor((count / most) * 5))] ?? ''
  if (shown.length < 2 || pairs.length === 0) return null
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={t('matrix')}
      className="border-line bg-panel overflow-x-auto rounded border p-2"
    >
      <table className="border-separate border-spacing-px text-center text-xs">
        <caption className="text-muted pb-1 text-left text-xs">{t('matrixNote')}</caption>
        <thead>
          <tr>
            <td />
            {shown.map(({ name }) => (
              <th key={name} scope="col" className="text-muted max-w-24 px-1 align-bottom font-normal">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={row.name}>
              <th scope="row" className="text-muted pr-2 text-right font-normal whitespace-nowrap">
                {row.name}
              </th>
              {shown.map((column) => {
                if (row.name === column.name) {
                  return (
                    <td key={column.name} className="heat-0 h-7 min-w-12">
                      {row.documents}
                    </td>
                  )
                }
                const count = counts.get(keyOf(row.name, column.name))
                if (count === undefined) {
                  return (
                    <td key={column.name} className="heat-0 text-muted h-7 min-w-12">
                      <span aria-hidden>·</span>
                      <span className="sr-only">{t('noPair')}</span>
                    </td>
                  )
                }
                return (
                  <td key={column.name} className={`${shade(count)} h-7 min-w-12`}>
                    {count}
                    {count < FEW_DOCUMENTS ? <abbr title={t('few', { count: FEW_DOCUMENTS })}>*</abbr> : null}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
