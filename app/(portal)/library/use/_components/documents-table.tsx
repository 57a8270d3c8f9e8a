'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { DataTable } from '@/app/(portal)/_components/list/data-table'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { useLangOf } from '@/app/_ui/use-lang-of'
import type { LibraryUseOutput } from '@/lib/library/use/contract'
import { useCountText } from './use-count-text'

/** The documents that the reader may find, with how often each stood beside an answer and was cited. */
export function DocumentsTable({ use }: { use: LibraryUseOutput }) {
  const t = useTranslations('library.use')
  const library = useTranslations('library')
  const { nameOf } = useDepartments()
  const { count } = useCountText(use.smallestGroup)
  const langOf = useLangOf()
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold">{t('documents')}</h2>
      <DataTable
        caption={t('documents')}
        head={[library('name'), library('department'), t('offered'), t('cited')]}
        rows={use.documents}
        row={({ id, title, publisher, year, departmentId, example, inForce, offered, cited }) => (
          <tr key={id}>
            <td>
              <Link
                prefetch={false}
                href={`/library/${id}`}
                lang={langOf(title)}
                className="text-accent underline"
              >
                {title}
              </Link>
              <span className="text-muted block text-xs">
                <span lang={langOf(publisher)}>{publisher}</span> {year}
                {example ? ` · ${library('example')}` : ''}
                {inForce ? '' : ` · ${t('outOfUse')}`}
              </span>
            </td>
            <td>{departmentId === null ? library('hospital') : nameOf(departmentId)}</td>
            <td className="whitespace-nowrap">{count(offered)}</td>
            <td className="whitespace-nowrap">{count(cited)}</td>
          </tr>
        )}
        error={null}
        empty={library('none')}
      />
    </section>
  )
}
