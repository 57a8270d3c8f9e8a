import { z } from 'zod'
import { VITALS } from '@/lib/clinical/contract'
import analytes from '@/lib/clinical/facts/analytes.json'
import { CONCEPTS } from '@/lib/clinical/red-flags/concept'
import { conditionSchema, type Condition } from '@/lib/clinical/red-flags/condition'
import { MEASURE_IDS } from '@/lib/clinical/red-flags/read-values'
import abdomen from '@/lib/clinical/red-flags/rules/abdomen.json'
import brain from '@/lib/clinical/red-flags/rules/brain-and-mind.json'
import breathing from '@/lib/clinical/red-flags/rules/breathing.json'
import children from '@/lib/clinical/red-flags/rules/children.json'
import circulation from '@/lib/clinical/red-flags/rules/circulation.json'
import drugs from '@/lib/clinical/red-flags/rules/drugs.json'
import index from '@/lib/clinical/red-flags/rules/index.json'
import infections from '@/lib/clinical/red-flags/rules/infections.json'
import laboratory from '@/lib/clinical/red-flags/rules/laboratory.json'
import limbs from '@/lib/clinical/red-flags/rules/limbs-and-senses.json'
import metabolism from '@/lib/clinical/red-flags/rules/metabolism-and-poisons.json'
import pregnancy from '@/lib/clinical/red-flags/rules/pregnancy.json'
import signs from '@/lib/clinical/red-flags/rules/signs.json'

const textSchema = z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) })
const ruleSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9_]+$/),
  /** Grows with every change of the condition or of its concepts that is meant to change what is raised. */
  version: z.int().positive(),
  name: textSchema,
  action: textSchema,
  severity: z.enum(['emergency', 'urgent']),
  /** `says` is what the source says that makes the rule. */
  source: z.strictObject({ title: z.string(), year: z.int(), says: z.string() }),
  when: conditionSchema,
})
export type Rule = z.infer<typeof ruleSchema>

/** The concepts and values that a condition names. */
export function namesOf(condition: Condition): { concepts: string[]; values: string[] } {
  if (typeof condition === 'string') return { concepts: [condition], values: [] }
  if ('known' in condition) return { concepts: [condition.known], values: [] }
  if ('lasting' in condition) return { concepts: [condition.lasting], values: [] }
  if ('value' in condition) return { concepts: [], values: [condition.value] }
  const parts =
    'all' in condition
      ? condition.all
      : 'any' in condition
        ? condition.any
        : 'of' in condition
          ? condition.of
          : 'not' in condition
            ? [condition.not]
            : []
  const names = parts.map(namesOf)
  return { concepts: names.flatMap((one) => one.concepts), values: names.flatMap((one) => one.values) }
}

const VALUES = new Set<string>([...VITALS, ...analytes.rows.map(({ id }) => id), ...MEASURE_IDS])

function check(row: unknown): Rule {
  const rule = z.parse(ruleSchema, row)
  const { concepts, values } = namesOf(rule.when)
  const unknown = [...concepts.filter((id) => !CONCEPTS.has(id)), ...values.filter((id) => !VALUES.has(id))]
  if (unknown.length > 0) {
    throw new Error(`Red flag ${rule.id} names what no table has: ${unknown.join(', ')}`)
  }
  return rule
}

const ROWS = new Map(
  [
    ...[circulation, breathing, brain, abdomen, pregnancy, infections],
    ...[metabolism, limbs, children, signs, laboratory, drugs],
  ].flatMap(({ rules }) => rules.map((row) => [row.id, row] as const)),
)

/** Every rule of the index, in the order in which flags are shown. */
export const RULES: readonly Rule[] = index.rules.map((named) => check({ ...named, ...ROWS.get(named.id) }))
