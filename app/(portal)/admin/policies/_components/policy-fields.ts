import { factorOf } from '@/app/(portal)/_components/policies/policy-units'
import { POLICIES } from '@/boot/features'

type FieldSchema = { minValue?: number | null; maxValue?: number | null; options?: readonly unknown[] }
const schemaOf = (key: string, field: string): FieldSchema | undefined =>
  (POLICIES.find((policy) => policy.key === key)?.schema.shape as Record<string, FieldSchema> | undefined)?.[
    field
  ]

/** Smallest and largest value of a number field in the shown unit; null for other fields. */
export function rangeOf(key: string, field: string): { min: number; max: number } | null {
  const schema = schemaOf(key, field)
  if (typeof schema?.minValue !== 'number' || typeof schema.maxValue !== 'number') return null
  const factor = factorOf(field)
  return { min: Math.ceil(schema.minValue / factor), max: Math.floor(schema.maxValue / factor) }
}

/** The choices of a field that takes one of several words; null for other fields. */
export function optionsOf(key: string, field: string): readonly string[] | null {
  const schema = schemaOf(key, field)
  return schema?.options?.every((option) => typeof option === 'string') ? schema.options : null
}
