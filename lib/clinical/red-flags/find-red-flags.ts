import { z } from 'zod'
import type { Span } from '@/lib/clinical/contract'
import { conditionSchema, evidenceOf, type CaseFacts } from '@/lib/clinical/red-flags/condition'
import { TABLES } from '@/lib/clinical/red-flags/drug-tables'
import { findMentions } from '@/lib/clinical/red-flags/find-mentions'
import type { TextReading } from '@/lib/clinical/read-text'
import type { RedFlag } from '@/lib/clinical/red-flags/red-flag'
import ruleTable from '@/lib/clinical/red-flags/rules.json'

const RULES = ruleTable.rules.map((rule) => ({
  ...rule,
  when: z.parse(conditionSchema, rule.when),
}))

const toSpan = ({ start, end, surface }: Span): Span => ({ start, end, surface })

function raise({ when, ...rule }: (typeof RULES)[number], facts: CaseFacts): RedFlag | null {
  if ('special' in when) {
    const hits = TABLES[when.special](facts)
    const evidence = hits.flatMap((hit) => hit.evidence.map(toSpan))
    const details = hits.map(({ text, source }) => ({ text, source }))
    return hits.length === 0 ? null : { ...rule, evidence, details }
  }
  const evidence = evidenceOf(when, facts)
  return evidence && { ...rule, evidence: evidence.map(toSpan), details: [] }
}

/**
 * The red flags of a case text, in the order of the rules. Independent of any model; each says by which words of the case it is
 * raised and where its rule comes from. Linear in the length of the text.
 */
export function findRedFlags(
  { text, terms, facts }: TextReading,
  { switchedOff = [] }: { switchedOff?: readonly string[] } = {},
): RedFlag[] {
  const off = new Set(switchedOff)
  const all = { text, terms, facts, mentions: findMentions(text) }
  return RULES.filter(({ id }) => !off.has(id)).flatMap((rule) => raise(rule, all) ?? [])
}
