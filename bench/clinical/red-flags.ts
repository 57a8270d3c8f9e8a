import { writeFileSync } from 'node:fs'
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
 * What the rules of red flags do on the set that judges wrote and on their own cases: how many emergencies raise any flag and how
 * many one that fits, how many variants and ordinary sentences raise one, and for each rule its version with its own cases.
 */
export function measureRedFlags() {
  const rows = readRows(SET, rowSchema)
  const read = rows.map((row) => ({ ...row, ids: idsOf(row.text) }))
  const ofKind = (kind: string) => read.filter((row) => row.kind === kind)
  const anyOf = (kind: string) => shareOf(ofKind(kind).map(({ ids }) => ids.length > 0))
  const fits = ofKind('emergency').map(({ ids, emergency = '' }) =>
    ids.some((id) => (FITTING[emergency] ?? [emergency]).includes(id)),
  )
  const quiet = read.filter(({ kind }) => kind !== 'emergency')
  const rules: Record<string, RuleFigures> = Object.fromEntries(
    RULE_CASES.map(({ id, raised, silent }) => {
      const due = ofKind('emergency').filter(
        ({ emergency = '' }) => emergency !== ANY_VALUE && FITTING[emergency]?.[0] === id,
      )
      const hits = [...raised.map(idsOf), ...due.map(({ ids }) => ids)].map((ids) => ids.includes(id))
      const falls = [...silent.map(idsOf), ...quiet.map(({ ids }) => ids)].map((ids) => ids.includes(id))
      const version = RULES.find((rule) => rule.id === id)?.version ?? 0
      return [id, { version, due: shareOf(hits), falseAlarms: shareOf(falls) }]
    }),
  )
  const whole = {
    emergencies: anyOf('emergency'),
    fitting: shareOf(fits),
    variants: anyOf('variant'),
    ordinary: anyOf('ordinary'),
  }
  return { set: SET, whole, rules }
}

const percent = ({ raised, of }: Share) =>
  `${raised}/${of} (${((100 * raised) / Math.max(of, 1)).toFixed(1)} %)`

/**
 * Measures, writes the result and returns the lines to print. Rules are changed for this set, so the portal shows none of it: its
 * figures (measured.json) come from cases that no rule was changed for.
 */
export function reportRedFlags(): string[] {
  const { set, whole, rules } = measureRedFlags()
  writeFileSync(RESULTS, `${JSON.stringify({ set, whole, rules }, null, 2)}\n`)
  return [
    `red flags    emergencies raised ${percent(whole.emergencies)}, by a flag that fits ${percent(whole.fitting)}`,
    `red flags    false alarms: variants ${percent(whole.variants)}, ordinary ${percent(whole.ordinary)}`,
    ...Object.entries(rules).map(
      ([id, { version, due, falseAlarms }]) =>
        `  ${id.padEnd(28)} v${version}  due ${percent(due)}  false ${percent(falseAlarms)}`,
    ),
  ]
}
