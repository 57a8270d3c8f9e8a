'use client'
import { useFormatter, useTranslations } from 'next-intl'
import { usePolicyWords } from '@/app/(portal)/_components/policies/use-policy-words'
import { useRuleName } from '@/app/(portal)/_components/policies/use-rule-name'
import { useDepartments } from '@/app/(portal)/_components/use-departments'
import { useAuditNames } from './use-audit-names'
import type { Speech } from './say-part'

/** A dot would lead into a table of texts, and other signs are in no key. */
const KEY = /^[\w-]+$/

/** What says the details of a record in the user's language; `people` has the names that came with it. */
export function useSpeech(people: Readonly<Record<string, string>>): Speech {
  const t = useTranslations('audit')
  const format = useFormatter()
  const names = useAuditNames()
  const policy = usePolicyWords()
  const rule = useRuleName()
  const { departments, nameOf } = useDepartments()
  const text = (key: string, parts: readonly string[]) =>
    parts.every((part) => KEY.test(part)) && t.has(key) ? t(key) : null
  return {
    word: (field, word) => text(`value.${field}.${word}`, [field, word]),
    label: (field) => text(`part.${field}`, [field]) ?? field,
    person: (id) => people[id] ?? null,
    department: (id) => (departments.some((one) => one.id === id) ? nameOf(id) : null),
    event: names.event,
    outcome: names.outcome,
    moment: (iso) => format.dateTime(new Date(iso), { dateStyle: 'medium', timeStyle: 'medium' }),
    number: (value) => format.number(value),
    yesNo: (value) => t(value ? 'yes' : 'no'),
    policy,
    rule,
    pair: (name, value) => t('pair', { name, value }),
    times: (name, count) => t('times', { name, count }),
    list: (parts) => parts.join(t('and')),
  }
}
