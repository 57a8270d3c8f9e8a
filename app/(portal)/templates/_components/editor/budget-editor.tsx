'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Field } from '@/app/_ui/field'
import { templatesQuery } from '@/lib/templates/client'
import { BUDGET_PARTS, type TemplateDefinition } from '@/lib/templates/pure/definition'

interface BudgetEditorProps {
  draft: TemplateDefinition
  onChange: (part: Partial<TemplateDefinition>) => void
}

/** Most tokens of the thought and of each part, within the limits of the policy. */
export function BudgetEditor({ draft, onChange }: BudgetEditorProps) {
  const t = useTranslations('templates.editor')
  const { data } = useQuery(templatesQuery)
  return (
    <fieldset>
      <legend className="text-muted mb-1 text-sm">{t('budgets')}</legend>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(7rem,1fr))] gap-2">
        {BUDGET_PARTS.map((part) => {
          const max = part === 'thought' ? data?.limits.thoughtTokensMax : data?.limits.sectionTokensMax
          return (
            <Field
              key={part}
              label={t(part)}
              {...(max === undefined ? {} : { hint: t('budgetMax', { max }), max })}
              type="number"
              min={16}
              value={draft.budgets[part] ?? ''}
              onChange={({ target }) =>
                onChange({
                  budgets: {
                    ...draft.budgets,
                    [part]: target.value === '' ? null : Math.round(Number(target.value)),
                  },
                })
              }
            />
          )
        })}
      </div>
    </fieldset>
  )
}
