import { useLocale, useTranslations } from 'next-intl'
import { Table } from '@/app/_ui/table'
import { LOOKED_STATES } from '@/lib/clinical/medication/told-facts'
import type { CheckedMedication } from '@/lib/medication/contract'

type Looked = CheckedMedication['drugs'][number]['looked']

/** What was looked at without a warning, what a fact is missing for and what has no rule: a line each. */
function LookedAt({ looked }: { looked: Looked }) {
  const t = useTranslations('medication')
  const join = useLocale() === 'en' ? ', ' : '、'
  return LOOKED_STATES.map((state) => {
    const kinds = looked.filter((one) => one.state === state).map(({ kind }) => t(`kind.${kind}`))
    return kinds.length === 0 ? null : (
      <span key={state} className="block text-xs">
        {t(`looked.${state}`, { kinds: kinds.join(join) })}
      </span>
    )
  })
}

/** Which drug each line was read as; a line that no table knows was not checked, and says so. */
export function CheckedDrugs({ drugs }: Pick<CheckedMedication, 'drugs'>) {
  const t = useTranslations('medication')
  const language = useLocale() === 'en' ? 'en' : 'zh'
  return (
    <Table head={['#', t('line'), t('readAs'), 'ATC', t('looked.title')]} caption={t('readAs')}>
      {drugs.map(({ line, substances, unknown, looked }, i) => (
        <tr key={i}>
          <td>{i + 1}</td>
          <td className="break-words">{line}</td>
          <td className={unknown ? 'text-warning' : ''}>
            {unknown
              ? t('unknown')
              : substances.map(({ name }) => name[language]).join(language === 'en' ? ', ' : '、')}
          </td>
          <td className="text-muted">{substances.flatMap(({ atc }) => atc ?? []).join(' ')}</td>
          <td className="text-muted">
            <LookedAt looked={looked} />
          </td>
        </tr>
      ))}
    </Table>
  )
}
