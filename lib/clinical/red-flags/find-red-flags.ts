import type { Span } from '@/lib/clinical/contract'
import type { MedicationTables } from '@/lib/clinical/medication/medication-tables'
import type { TextReading } from '@/lib/clinical/read-text'
import { caseFacts, evidenceOf, type CaseFacts } from '@/lib/clinical/red-flags/condition'
import { askTable } from '@/lib/clinical/red-flags/drug-tables'
import { findMentions } from '@/lib/clinical/red-flags/find-mentions'
import { divideText } from '@/lib/clinical/red-flags/flag-text'
import { isKnowledge, ofTheCase } from '@/lib/clinical/red-flags/knowledge'
import { readValues } from '@/lib/clinical/red-flags/read-values'
import type { RedFlag } from '@/lib/clinical/red-flags/red-flag'
import { ruledOut } from '@/lib/clinical/red-flags/ruled-out'
import { RULES, type Rule } from '@/lib/clinical/red-flags/rule'

const toSpan = ({ start, end, surface }: Span): Span => ({ start, end, surface })

function raise(
  { id, name, action, severity, when, source: { title, year } }: Rule,
  facts: CaseFacts,
  tables: MedicationTables | undefined,
): RedFlag | null {
  const known = { id, name, action, severity, source: { title, year } }
  if (typeof when === 'object' && 'special' in when) {
    const hits = askTable(when.special, facts, tables)
    const evidence = hits.flatMap((hit) => hit.evidence.map(toSpan))
    const details = hits.map(({ text, source }) => ({ text, source }))
    return hits.length === 0 ? null : { ...known, evidence, details }
  }
  const evidence = evidenceOf(when, facts)
  return evidence && { ...known, evidence: evidence.map(toSpan), details: [] }
}

/**
 * The red flags of a case text, in the order of the rules. Independent of any model; each says by which words of the case it is
 * raised and where its rule comes from. A question about knowledge, with no patient in it, raises none;
 * nor does a rule whose illness the case says to be ruled out. Linear in the length of the text.
 */
export function findRedFlags(
  { text, terms, facts }: TextReading,
  { switchedOff = [], tables }: { switchedOff?: readonly string[]; tables?: MedicationTables } = {},
): RedFlag[] {
  const divided = divideText(text)
  if (isKnowledge(divided.folded.text, facts)) return []
  const off = new Set([...switchedOff, ...ruledOut(divided)])
  const mentions = ofTheCase(findMentions(divided))
  const all = caseFacts({ terms, facts }, { text: divided, mentions, values: readValues(divided, facts) })
  return RULES.filter(({ id }) => !off.has(id)).flatMap((rule) => raise(rule, all, tables) ?? [])
}
