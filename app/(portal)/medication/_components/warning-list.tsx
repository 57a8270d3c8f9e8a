import { clsx } from 'clsx'
import { useLocale, useTranslations } from 'next-intl'
import { Notice } from '@/app/_ui/notice'
import { SEVERITIES } from '@/lib/clinical/medication/table-schema'
import type { CheckedMedication, CheckedWarning } from '@/lib/medication/contract'
import { OverrideWarning } from './override-warning'

const EDGE: Record<CheckedWarning['severity'], string> = {
  contraindicated: 'border-l-danger',
  serious: 'border-l-danger',
  caution: 'border-l-warning',
  note: 'border-l-line',
}

function Warning({ warning }: { warning: CheckedWarning }) {
  const t = useTranslations('medication')
  const locale = useLocale()
  const { kind, severity, message, source, recalled, drugs, row } = warning
  return (
    <li
      className={clsx(
        'border-line bg-panel flex flex-col gap-1 rounded border border-l-4 p-2',
        EDGE[severity],
      )}
    >
      <p>
        <span className="text-muted mr-2 text-xs">{t(`kind.${kind}`)}</span>
        {message}
      </p>
      <p className="text-muted text-xs">
        {t('lines', { lines: drugs.map((line) => line + 1).join(locale === 'en' ? ', ' : '、') })} ·{' '}
        {t('source', { title: source.title, year: source.year })}
        {recalled ? <span className="text-warning"> · {t('recalled')}</span> : null}
      </p>
      {severity === 'serious' ? <OverrideWarning row={row} /> : null}
    </li>
  )
}

/** The warnings by severity, the strongest first. None found does not say that the orders are safe. */
export function WarningList({ checked }: { checked: CheckedMedication }) {
  const t = useTranslations('medication')
  const { warnings, drugs, version } = checked
  const unknown = drugs.filter((drug) => drug.unknown).length
  return (
    <div className="flex flex-col gap-3">
      {unknown > 0 ? <Notice tone="warning">{t('unknownCount', { count: unknown })}</Notice> : null}
      {warnings.length === 0 ? <Notice tone="info">{t('none')}</Notice> : null}
      {SEVERITIES.map((severity) => {
        const some = warnings.filter((warning) => warning.severity === severity)
        if (some.length === 0) return null
        return (
          <section key={severity} className="flex flex-col gap-1.5">
            <h2 className="text-sm font-semibold">
              {t(`severity.${severity}`)} ({some.length})
            </h2>
            <ul className="flex flex-col gap-1.5">
              {some.map((warning) => (
                <Warning
                  key={`${warning.row} ${warning.drugs.join()} ${warning.message}`}
                  warning={warning}
                />
              ))}
            </ul>
          </section>
        )
      })}
      <p className="text-muted text-xs">{t('tables', { version })}</p>
    </div>
  )
}
