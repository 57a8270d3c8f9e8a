import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { templatesQuery } from '@/lib/templates/client'
import { checkDefinition } from '@/lib/templates/pure/check-definition'
import {
  BUDGET_PARTS,
  DEFINITION_PARTS,
  definitionSchema,
  type TemplateDefinition,
} from '@/lib/templates/pure/definition'

/** Problems for which a template cannot even be shown. */
const ENDLESS: readonly string[] = ['placeholder_loop', 'condition_loop', 'too_long']

/** What is wrong with a draft, as sentences, and whether it can be rendered. */
export function useDraftProblems(draft: TemplateDefinition): { sentences: string[]; sound: boolean } {
  const t = useTranslations('templates')
  const { data } = useQuery(templatesQuery)
  const place = (where: string) => {
    const part = DEFINITION_PARTS.find((one) => one === where)
    const budget = BUDGET_PARTS.find((one) => one === where)
    if (part) return t(`part.${part}`)
    return budget ? t(`editor.${budget}`) : where
  }
  const parsed = definitionSchema.safeParse(draft)
  if (!parsed.success) {
    const places = parsed.error.issues.map(({ path: [part, at, ...rest] }) => {
      const field = part === 'fields' ? draft.fields[Number(at)] : undefined
      return field ? [field.id, ...rest].join('.') : place(String(part))
    })
    return { sentences: [...new Set(places)].map((where) => t('problem.form', { where })), sound: false }
  }
  if (!data) return { sentences: [], sound: true }
  const problems = checkDefinition(parsed.data, data.limits)
  return {
    sentences: problems.map(({ code, where, what, line }) =>
      t(`problem.${code}`, { where: place(where), what, line }),
    ),
    sound: !problems.some(({ code }) => ENDLESS.includes(code)),
  }
}
