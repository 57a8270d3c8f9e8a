import { z } from 'zod'
import { mayBeTaken } from '@/lib/clinical/assertion/assertion'
import { inAtcGroup } from '@/lib/clinical/atc'
import type { Fact, FactKind, FactOf, Span, Term, TermStatus } from '@/lib/clinical/contract'
import { scoreOf } from '@/lib/clinical/red-flags/early-warning/score'
import type { FlagText } from '@/lib/clinical/red-flags/flag-text'
import type { Mention } from '@/lib/clinical/red-flags/find-mentions'
import type { Value } from '@/lib/clinical/red-flags/read-values'
import { foldedAt } from '@/lib/clinical/text/fold-text'

const limits = {
  below: z.number().optional(),
  atMost: z.number().optional(),
  above: z.number().optional(),
  atLeast: z.number().optional(),
}
const limitsSchema = z.strictObject(limits)
type Limits = z.infer<typeof limitsSchema>

const plainCondition = z.union([
  /** A concept that the patient has now, or is suspected to have. */
  z.string(),
  /** A concept that the patient has or had: an illness behind the present one. */
  z.strictObject({ known: z.string() }),
  /** A vital sign, analyte or measure in the unit of its table. */
  z.strictObject({ value: z.string(), ...limits }),
  /** Age in years; not met where no age is told. */
  z.strictObject({ age: limitsSchema }),
  z.strictObject({ pregnancy: z.enum(['pregnant', 'postpartum']) }),
  /** How long a concept lasts or how long ago it began: a duration of its own clause, else of the next one. */
  z.strictObject({ lasting: z.string(), hours: limitsSchema }),
  /** Early warning score of the signs that the case tells. */
  z.strictObject({ score: z.enum(['news2', 'pews']), atLeast: z.number() }),
  /** ATC groups of a drug that the patient takes. */
  z.strictObject({ drug: z.array(z.string()) }),
])
type PlainCondition = z.infer<typeof plainCondition>

export type Condition =
  | PlainCondition
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
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
    z.strictObject({ not: conditionSchema }),
    z.strictObject({ atLeast: z.int().positive(), of: z.array(conditionSchema) }),
    z.strictObject({ special: z.enum(SPECIAL_RULES) }),
  ]),
)

/** What is known of a case before anything is asked. */
export interface CaseFacts {
  text: FlagText
  facts: readonly Fact[]
  terms: readonly Term[]
  /** Mentions by their concept. */
  mentions: ReadonlyMap<string, readonly Mention[]>
  values: ReadonlyMap<string, readonly Value[]>
  /** Durations by the clause they stand in. */
  durations: ReadonlyMap<number, readonly FactOf<'duration'>[]>
}

/** Everything that rules ask of a case, found by name. */
export function caseFacts(
  { terms, facts }: Pick<CaseFacts, 'facts' | 'terms'>,
  { text, mentions, values }: { text: FlagText; mentions: readonly Mention[]; values: readonly Value[] },
): CaseFacts {
  const durations = facts.filter((fact): fact is FactOf<'duration'> => fact.kind === 'duration')
  return {
    ...{ text, facts, terms },
    mentions: Map.groupBy(mentions, ({ id }) => id),
    values: Map.groupBy(values, ({ id }) => id),
    durations: Map.groupBy(durations, ({ start }) => text.clauses[foldedAt(text.folded, start)] ?? 0),
  }
}

export function inLimits(value: number, { below, atMost, above, atLeast }: Limits): boolean {
  if (below !== undefined && value >= below) return false
  if (atMost !== undefined && value > atMost) return false
  if (above !== undefined && value <= above) return false
  return atLeast === undefined || value >= atLeast
}

const ofKind = <K extends FactKind>({ facts }: CaseFacts, kind: K): FactOf<K>[] =>
  facts.filter((fact): fact is FactOf<K> => fact.kind === kind)

const NOW: ReadonlySet<TermStatus> = new Set(['affirmed', 'rule_out'])
const EVER: ReadonlySet<TermStatus> = new Set(['affirmed', 'rule_out', 'history', 'stopped', 'planned'])
const isNow = ({ status }: Mention) => NOW.has(status)

const mentionsOf = ({ mentions }: CaseFacts, id: string) => mentions.get(id) ?? []

/** What dates a beginning tells no length. */
const AGO = /^ ?(?:之?前|ago|earlier)/

/** A duration of the concept's own clause, or of the next one where its own has none. */
function lasting(facts: CaseFacts, id: string, hours: Limits): Span[] | null {
  const { folded, clauses, sentences } = facts.text
  for (const mention of mentionsOf(facts, id).filter(isNow)) {
    const clause = clauses[mention.to - 1] ?? 0
    const own = facts.durations.get(clause)
    const met = (own ?? facts.durations.get(clause + 1) ?? []).find(
      ({ start, end, hours: told }) =>
        inLimits(told, hours) &&
        !(hours.atLeast !== undefined && AGO.test(folded.text.slice(foldedAt(folded, end)))) &&
        sentences[foldedAt(folded, start)] === sentences[mention.from],
    )
    if (met) return [mention, met]
  }
  return null
}

function factEvidence(condition: Exclude<PlainCondition, string>, facts: CaseFacts): Span[] | null {
  const found = (span: Span | undefined) => (span ? [span] : null)
  if ('known' in condition) {
    return found(mentionsOf(facts, condition.known).find(({ status }) => EVER.has(status)))
  }
  if ('value' in condition) {
    return found(facts.values.get(condition.value)?.find(({ value }) => inLimits(value, condition)))
  }
  if ('age' in condition) {
    return found(ofKind(facts, 'age').find(({ years, doubt }) => !doubt && inLimits(years, condition.age)))
  }
  if ('pregnancy' in condition) {
    return found(ofKind(facts, 'pregnancy').find(({ value }) => value === condition.pregnancy))
  }
  if ('lasting' in condition) return lasting(facts, condition.lasting, condition.hours)
  if ('score' in condition) {
    const { total, evidence } = scoreOf(condition.score, facts)
    return total >= condition.atLeast ? evidence : null
  }
  return found(
    ofKind(facts, 'drug').find(({ atc, status }) => mayBeTaken(status) && inAtcGroup(atc, condition.drug)),
  )
}

/** The words that make the condition true, or null when it is not. Special rules are never true here. */
export function evidenceOf(condition: Condition, facts: CaseFacts): Span[] | null {
  if (typeof condition === 'string') {
    const mention = mentionsOf(facts, condition).find(isNow)
    return mention ? [mention] : null
  }
  if ('special' in condition) return null
  if ('not' in condition) return evidenceOf(condition.not, facts) ? null : []
  if ('all' in condition) {
    const each: Span[] = []
    for (const one of condition.all) {
      const evidence = evidenceOf(one, facts)
      if (!evidence) return null
      each.push(...evidence)
    }
    return each
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
  return factEvidence(condition, facts)
}
