'use client'
import { useTranslations } from 'next-intl'
import { factorOf } from './policy-units'
import { useRuleName } from './use-rule-name'

type Value = boolean | number | string | readonly string[]
const isRules = (value: Value): value is readonly string[] => Array.isArray(value)

/** A policy, its fields and their values in the words and units of the form; what an earlier version had and this one lacks as stored. */
export function usePolicyWords() {
  const t = useTranslations('policies')
  const ruleName = useRuleName()
  const known = (key: string, otherwise: string) => (/^[\w.]+$/.test(key) && t.has(key) ? t(key) : otherwise)
  const valueOf = (key: string, field: string, value: Value | undefined): string => {
    if (value === undefined || value === '') return t('nothing')
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
    if (typeof value === 'number') return String(value / factorOf(field))
    if (isRules(value)) return value.map(ruleName).join(t('and')) || t('nothing')
    return known(`option.${key}.${field}.${value}`, value)
  }
  return {
    nameOf: (key: string) => known(`name.${key}`, key),
    fieldOf: (key: string, field: string) => known(`field.${key}.${field}`, field),
    valueOf,
  }
}
