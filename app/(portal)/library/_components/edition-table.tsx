'use client'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useFormatter } from '@/app/_components/use-formatter'
import { Table } from '@/app/_ui/table'
import { MixedText } from '@/app/_ui/mixed-text'
import type { Edition } from '@/lib/library/contract'
import { EditionBadges } from './edition-badges'
import { useValidity } from './use-validity'

interface EditionTableProps {
  documentId: string
  editions: readonly Edition[]
  /** Id of the edition whose text is shown. */
  shown: string
}

/** The editions of a document, the newest first, and which took the place of which. */
export function EditionTable({ documentId, editions, shown }: EditionTableProps) {
  const t = useTranslations('library')
  const format = useFormatter()
  const validity = useValidity()
  const at = (time: string) => format.dateTime(new Date(time), { dateStyle: 'medium' })
  const yearOf = (id: string) => editions.find((one) => one.id === id)?.year
  return (
    <Table
      caption={t('editions')}
      head={[t('year'), t('state'), t('validity'), t('proposedBy'), t('decidedBy'), '']}
    >
      {editions.map((edition) => {
        const next = edition.supersededById === null ? undefined : yearOf(edition.supersededById)
        return (
          <tr key={edition.id} aria-current={edition.id === shown ? 'true' : undefined}>
            <td>{edition.year}</td>
            <td>
              <EditionBadges {...edition} />
              {next === undefined ? null : (
                <span className="text-muted block text-xs">{t('supersededBy', { year: String(next) })}</span>
              )}
            </td>
            <td className="whitespace-nowrap">{validity(edition)}</td>
            <td>
              <MixedText text={edition.proposedBy?.displayName ?? t('portal')} /> · {at(edition.proposedAt)}
            </td>
            <td>
              {edition.decidedBy && edition.decidedAt ? (
                <MixedText text={`${edition.decidedBy.displayName} · ${at(edition.decidedAt)}`} />
              ) : (
                '—'
              )}
            </td>
            <td className="whitespace-nowrap">
              {edition.id === shown ? (
                t('shown')
              ) : (
                <Link
                  prefetch={false}
                  className="text-accent underline"
                  href={`/library/${documentId}?edition=${edition.id}`}
                >
                  {t('show')}
                </Link>
              )}
            </td>
          </tr>
        )
      })}
    </Table>
  )
}
