'use client'
import { useTranslations } from 'next-intl'
import { DataTable } from '@/app/(portal)/_components/list/data-table'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import type { LibraryUseOutput } from '@/lib/library/use/contract'
import { useCountText } from './use-count-text'

/** Which departments' questions the library held nothing for. */
export function AskedTable({ use }: { use: LibraryUseOutput }) {
  const t = useTranslations('library.use')
  const { nameOf } = useDepartments()
  const { count, share, hidden } = useCountText(use.smallestGroup)
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold">{t('asked')}</h2>
      <DataTable
        caption={t('asked')}
        head={[t('department'), t('questions'), t('nothing'), t('nothingShare')]}
        rows={use.asked}
        row={({ departmentId, questions, nothing }) => (
          <tr key={departmentId}>
            <td>{departmentId === '' ? t('noDepartment') : nameOf(departmentId)}</td>
            <td className="whitespace-nowrap">{count(questions)}</td>
            <td className="whitespace-nowrap">{nothing === null ? hidden : count(nothing)}</td>
            <td className="whitespace-nowrap">{share(nothing, questions)}</td>
          </tr>
        )}
        error={null}
        empty={t('empty')}
      />
    </section>
  )
}
