import { useLocale, useTranslations } from 'next-intl'
import { Table } from '@/app/_ui/table'
import type { CheckedMedication } from '@/lib/medication/contract'

/** Which drug each line was read as; a line that no table knows was not checked, and says so. */
export function CheckedDrugs({ drugs }: Pick<CheckedMedication, 'drugs'>) {
  const t = useTranslations('medication')
  const language = useLocale() === 'en' ? 'en' : 'zh'
  return (
    <Table head={['#', t('line'), t('readAs'), 'ATC']} caption={t('readAs')}>
      {drugs.map(({ line, substances, unknown }, i) => (
        <tr key={i}>
          <td>{i + 1}</td>
          <td className="break-words">{line}</td>
          <td className={unknown ? 'text-warning' : ''}>
            {unknown
              ? t('unknown')
              : substances.map(({ name }) => name[language]).join(language === 'en' ? ', ' : '、')}
          </td>
          <td className="text-muted">{substances.flatMap(({ atc }) => atc ?? []).join(' ')}</td>
        </tr>
      ))}
    </Table>
  )
}
