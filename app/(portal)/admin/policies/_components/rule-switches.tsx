'use client'
import { Checkbox } from '@/app/_ui/checkbox'
import { useLocale, useTranslations } from 'next-intl'
import measured from '@/lib/clinical/red-flags/measured.json'
import redFlagRules from '@/lib/clinical/red-flags/rules/index.json'
import reviewRules from '@/lib/clinical/review/rules.json'
import { toLocale } from '@/lib/shared/locale'

const VERSIONS = new Map(redFlagRules.rules.map(({ id, version }) => [id, version]))

/** How the red flags as a whole do on cases that no rule was changed for, and when that was measured. */
function MeasuredFigures() {
  const t = useTranslations('review.policy')
  const { emergencies, variants, ordinary } = measured
  return (
    <p className="text-muted text-xs">
      {t('figures', {
        date: measured.measured,
        found: emergencies.raised,
        emergencies: emergencies.of,
        wrong: variants.raised,
        variants: variants.of,
        alarmed: ordinary.raised,
        ordinary: ordinary.of,
      })}
    </p>
  )
}

/** Of those cases the ones that are due to one rule; a version that was not measured says so. */
function RuleFigures({ id }: { id: string }) {
  const t = useTranslations('review.policy')
  const version = VERSIONS.get(id) ?? 0
  const rules: Readonly<Record<string, (typeof measured.rules)['acs'] | undefined>> = measured.rules
  const figures = rules[id]
  return (
    <span className="text-muted text-xs">
      {t('version', { version })}
      {' · '}
      {figures?.version === version
        ? t('ruleFigures', {
            found: figures.due.raised,
            due: figures.due.of,
            wrong: figures.falseAlarms.raised,
            others: figures.falseAlarms.of,
          })
        : t('notMeasured')}
    </span>
  )
}

interface RuleSwitchesProps {
  policy: string
  /** Ids of the rules that are switched off. */
  off: readonly string[]
  onChange: (off: string[]) => void
}

/** One tick for each rule; a rule without a tick is not applied, and the consult page says so. */
export function RuleSwitches({ policy, off, onChange }: RuleSwitchesProps) {
  const t = useTranslations('review.policy')
  const locale = toLocale(useLocale())
  const rules = policy === 'redFlags' ? redFlagRules.rules : reviewRules.rules
  const turn = (id: string, on: boolean) =>
    onChange(on ? off.filter((one) => one !== id) : [...off, id].sort())
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="text-muted text-sm">
        {t('applied', { on: rules.filter(({ id }) => !off.includes(id)).length, all: rules.length })}
      </legend>
      {policy === 'redFlags' ? <MeasuredFigures /> : null}
      <ul className="border-line flex max-h-72 flex-col gap-1 overflow-y-auto rounded border p-2">
        {rules.map(({ id, name }) => (
          <li key={id} className="flex flex-wrap items-baseline gap-x-2">
            <Checkbox checked={!off.includes(id)} onChange={(checked) => turn(id, checked)}>
              {name[locale]}
            </Checkbox>
            {policy === 'redFlags' ? <RuleFigures id={id} /> : null}
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
