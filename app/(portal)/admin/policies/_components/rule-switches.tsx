'use client'
import { Checkbox } from '@/app/_ui/checkbox'
import { useLocale, useTranslations } from 'next-intl'
import redFlagRules from '@/lib/clinical/red-flags/rules/index.json'
import reviewRules from '@/lib/clinical/review/rules.json'
import type { PolicyKey } from '@/lib/policies/contract'
import { toLocale } from '@/lib/shared/locale'

interface RuleSwitchesProps {
  policy: PolicyKey
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
      <ul className="border-line flex max-h-72 flex-col gap-1 overflow-y-auto rounded border p-2">
        {rules.map(({ id, name }) => (
          <li key={id}>
            <Checkbox checked={!off.includes(id)} onChange={(checked) => turn(id, checked)}>
              {name[locale]}
            </Checkbox>
          </li>
        ))}
      </ul>
    </fieldset>
  )
}
