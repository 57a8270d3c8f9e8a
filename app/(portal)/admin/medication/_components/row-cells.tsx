'use client'
import { useLocale, useTranslations } from 'next-intl'
import { LongName } from '@/app/_ui/long-name'
import type { TableRow } from '@/lib/medication/contract'

type Shown = Omit<TableRow, 'own' | 'off'>

/** Table, drugs, severity, words and source of a row, a cell each. */
export function RowCells({ row, own = false }: { row: Shown; own?: boolean }) {
  const t = useTranslations('medicationTables')
  const severities = useTranslations('medication.severity')
  const language = useLocale() === 'en' ? 'en' : 'zh'
  const { table, id, drugs, severity, effect, fields, source, recalled } = row
  return (
    <>
      <td>
        {t(`tables.${table}`)}
        {own ? <span className="text-accent"> · {t('ownRow')}</span> : null}
        <LongName className="text-muted block" name={id} />
      </td>
      <td>{drugs[language]}</td>
      <td className="whitespace-nowrap">{severity ? severities(severity) : '—'}</td>
      <td>
        {effect?.[language]}
        {fields.map(({ field, value }) => (
          <span key={field.en} className="text-muted block text-xs break-words">
            {field[language]}: {value}
          </span>
        ))}
      </td>
      <td className="text-xs">
        {t('sourceOf', { title: source[language], year: source.year })}
        {recalled ? <span className="text-warning block">{t('recalled')}</span> : null}
      </td>
    </>
  )
}

/** The headings of `RowCells`. */
export function useRowHead(): string[] {
  const t = useTranslations('medicationTables')
  return [t('table'), t('drugs'), t('severity'), t('says'), t('source')]
}
