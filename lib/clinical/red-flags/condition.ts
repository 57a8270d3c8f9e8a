import { z } from 'zod'
import { inAtcGroup } from '@/lib/clinical/atc'
import { VITALS, type Fact, type FactKind, type FactOf, type Span, type Term } from '@/lib/clinical/contract'
import type { Mention } from '@/lib/clinical/red-flags/find-mentions'

const limits = {
  below: z.number().optional(),
  atMost: z.number().optional(),
  above: z.number().optional(),
  atLeast: z.number().optional(),
}
const limitsSchema = z.strictObject(limits)
type Limits = z.infer<typeof limitsSchema>

const plainCondition = z.union([
  /** A complaint or sign; `past` counts what the patient had before, too. */
  z.strictObject({ mention: z.string(), past: z.literal(true).optional() }),
  /** A vital sign in the unit of the contract. */
  z.strictObject({ vital: z.enum(VITALS), ...limits }),
  /** A laboratory value in the analyte's own unit. */
  z.strictObject({ lab: z.string(), ...limits }),
  /** Age in years. */
  z.strictObject({ age: limitsSchema }),
  z.strictObject({ pregnant: z.literal(true) }),
  /** Something that began or lasts so long. */
  z.strictObject({ hoursAtMost: z.number() }),
  z.strictObject({ minutesAtLeast: z.number() }),
  /** ATC groups of a drug that the patient takes. */
  z.strictObject({ drug: z.array(z.string()) }),
])
type PlainCondition = z.infer<typeof plainCondition>

export type Condition =
  | PlainCondition
  | { all: Condition[] }
  | { any: Condition[] }
  | { atLeast: number; of: Condition[] }
  | { special: SpecialRule }

/** Rules that a table decides rather than a condition. */
export const SPECIAL_RULES = ['allergy', 'contraindication', 'interaction', 'paediatricDose'] as const
export type SpecialRule = (typeof SPECIAL_RULES)[number]

/** When a red flag is raised. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    plainCondition,
    z.strictObject({ all: z.array(conditionSchema) }),
    z.strictObject({ any: z.array(conditionSchema) }),
    z.strictObject({ atLeast: z.int().positive(), of: z.array(conditionSchema) }),
    z.strictObject({ special: z.enum(SPECIAL_RULES) }),
  ]),
)

/** What is known of a case before anything is asked. */
export interface CaseFacts {
  /** The text itself, which the medication tables read. */
  text?: string
  facts: readonly Fact[]
  terms: readonly Term[]
  mentions: readonly Mention[]
}

function inLimits(value: number, { below, atMost, above, atLeast }: Limits): boolean {
  if (below !== undefined && value >= below) return false
  if (atMost !== undefined && value > atMost) return false
  if (above !== undefined && value <= above) return false
  return atLeast === undefined || value >= atLeast
}

const ofKind = <K extends FactKind>({ facts }: CaseFacts, kind: K): FactOf<K>[] =>
  facts.filter((fact): fact is FactOf<K> => fact.kind === kind)

/** A value that a body does not show, or whose unit is in doubt, raises no flag: it is asked about instead. */
const DOUBTFUL: ReadonlySet<string> = new Set(['impossible', 'unit_suspect', 'unit_missing', 'unit_wrong'])

function holdsForMention(
  { id, status }: Mention,
  condition: { mention: string; past?: true | undefined },
): boolean {
  if (id !== condition.mention || status === 'negated' || status === 'family') return false
  return status !== 'history' || condition.past === true
}

function plainEvidence(condition: PlainCondition, facts: CaseFacts): Span | undefined {
  if ('mention' in condition) return facts.mentions.find((mention) => holdsForMention(mention, condition))
  if ('vital' in condition) {
    return ofKind(facts, 'vital').find(
      ({ vital, value, flag }) =>
        vital === condition.vital && !DOUBTFUL.has(flag) && inLimits(value, condition),
    )
  }
  if ('lab' in condition) {
    return ofKind(facts, 'lab').find(
      ({ analyte, canonical, flag }) =>
        analyte === condition.lab && canonical && !DOUBTFUL.has(flag) && inLimits(canonical.value, condition),
    )
  }
  if ('age' in condition) return ofKind(facts, 'age').find(({ years }) => inLimits(years, condition.age))
  if ('pregnant' in condition) return ofKind(facts, 'pregnancy').find(({ value }) => value === 'pregnant')
  if ('drug' in condition) {
    return ofKind(facts, 'drug').find(
      ({ atc, status }) => status === 'affirmed' && inAtcGroup(atc, condition.drug),
    )
  }
  const durations = ofKind(facts, 'duration')
  return 'hoursAtMost' in condition
    ? durations.find(({ hours }) => hours <= condition.hoursAtMost)
    : durations.find(({ hours }) => hours * 60 >= condition.minutesAtLeast)
}

/** The words that make the condition true, or null when it is not. Special rules are never true here. */
export function evidenceOf(condition: Condition, facts: CaseFacts): Span[] | null {
  if ('special' in condition) return null
  if ('all' in condition) {
    const each = condition.all.map((one) => evidenceOf(one, facts))
    return each.every((one) => one !== null) ? each.flat() : null
  }
  if ('any' in condition) {
    for (const one of condition.any) {
      const evidence = evidenceOf(one, facts)
      if (evidence) return evidence
    }
    return null
  }
  if ('of' in condition) {
    const met = condition.of.map((one) => evidenceOf(one, facts)).filter((one) => one !== null)
    return met.length >= condition.atLeast ? met.flat() : null
  }
  const span = plainEvidence(condition, facts)
  return span ? [span] : null
}
