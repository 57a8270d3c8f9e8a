import { writeFileSync } from 'node:fs'
import { format } from 'oxfmt'
import formatting from '@/.oxfmtrc.json'
import { z } from 'zod'
import { FITTING } from './fitting-flags'
import { readRows } from '../read-rows'
import { readText } from '@/lib/clinical/read-text'
import { findRedFlags } from '@/lib/clinical/red-flags/find-red-flags'
import { RULE_CASES } from '@/lib/clinical/red-flags/rule-cases'
import { RULES } from '@/lib/clinical/red-flags/rule'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'

const rowSchema = z.object({
  id: z.string(),
  kind: z.enum(['emergency', 'variant', 'ordinary']),
  emergency: z.string().optional(),
  text: z.string(),
})

const SET = 'bench/sets/dev/red-flags.jsonl'
const RESULTS = 'bench/results/red-flags.json'
/** What the portal shows beside the switch of each rule. */
const SHOWN = 'lib/clinical/red-flags/measured.json'
/** An emergency of the set that any of many rules fits, so that none of them was due. */
const ANY_VALUE = 'critical_lab'
const dictionary = builtInDictionary()
const idsOf = (text: string): string[] => findRedFlags(readText(text, dictionary)).map(({ id }) => id)

/** A share of a count, as both. */
export interface Share {
  raised: number
  of: number
}
interface RuleFigures {
  version: number
  due: Share
  falseAlarms: Share
}
const shareOf = (raised: readonly boolean[]): Share => ({
  raised: raised.filter(Boolean).length,
  of: raised.length,
})

/**
 * What the rules of red flags do on a set: how many emergencies raise any flag and how many one that fits, how many variants and
 * ordinary sentences raise one, and for each rule its version with its share; on the set that rules are changed for, their own
 * cases count too.
 */
function measureRedFlags(set: string) {
  const rows = readRows(set, rowSchema)
  const read = rows.map((row) => ({ ...row, ids: idsOf(row.text) }))
  const ofKind = (kind: string) => read.filter((row) => row.kind === kind)
  const anyOf = (kind: string) => shareOf(ofKind(kind).map(({ ids }) => ids.length > 0))
  const fits = ({ ids, emergency = '' }: (typeof read)[number]) =>
    ids.some((id) => (FITTING[emergency] ?? [emergency]).includes(id))
  const emergencies = ofKind('emergency')
  const quiet = read.filter(({ kind }) => kind !== 'emergency')
  const rules: Record<string, RuleFigures> = Object.fromEntries(
    RULE_CASES.map(({ id, ...own }) => {
      const { raised, silent } = set === SET ? own : { raised: [], silent: [] }
      // An emergency of the rule's kind may be raised by a neighbour as well: STEMI for a coronary syndrome.
      const due = emergencies.filter(
        ({ emergency = '' }) => emergency !== ANY_VALUE && FITTING[emergency]?.[0] === id,
      )
      const hits = [...raised.map((text) => idsOf(text).includes(id)), ...due.map(fits)]
      const falls = [...silent.map(idsOf), ...quiet.map(({ ids }) => ids)].map((ids) => ids.includes(id))
      const version = RULES.find((rule) => rule.id === id)?.version ?? 0
      return [id, { version, due: shareOf(hits), falseAlarms: shareOf(falls) }]
    }),
  )
  const whole = {
    emergencies: anyOf('emergency'),
    fitting: shareOf(emergencies.map(fits)),
    variants: anyOf('variant'),
    ordinary: anyOf('ordinary'),
  }
  return { set, whole, rules }
}

const percent = ({ raised, of }: Share) =>
  `${raised}/${of} (${((100 * raised) / Math.max(of, 1)).toFixed(1)} %)`

/** Leaves out rules for which the set has no case. */
const measuredRules = (rules: Readonly<Record<string, RuleFigures>>) =>
  Object.fromEntries(Object.entries(rules).filter(([, { due }]) => due.of > 0))

/**
 * Measures a set and returns the lines to print. The result of the set that rules are changed for is written to bench/results; what
 * another set gives, which no rule was changed for, is what the portal shows, with `publish`.
 */
export async function reportRedFlags({
  set = SET,
  publish = false,
}: { set?: string; publish?: boolean } = {}): Promise<string[]> {
  const { whole, rules } = measureRedFlags(set)
  if (set === SET) writeFileSync(RESULTS, `${JSON.stringify({ set, whole, rules }, null, 2)}\n`)
  else if (publish) {
    const { emergencies, variants, ordinary } = whole
    const measured = new Date().toISOString().slice(0, 10)
    const shown = { measured, emergencies, variants, ordinary, rules: measuredRules(rules) }
    // Compact JSON is laid out with a line for each rule.
    writeFileSync(SHOWN, (await format(SHOWN, JSON.stringify(shown), formatting)).code)
  }
  return [
    `red flags    emergencies raised ${percent(whole.emergencies)}, by a flag that fits ${percent(whole.fitting)}`,
    `red flags    false alarms: variants ${percent(whole.variants)}, ordinary ${percent(whole.ordinary)}`,
    ...Object.entries(rules).map(
      ([id, { version, due, falseAlarms }]) =>
        `  ${id.padEnd(28)} v${version}  due ${percent(due)}  false ${percent(falseAlarms)}`,
    ),
  ]
}
