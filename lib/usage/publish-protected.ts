import { USAGE_OUTCOMES, type UsageFigures, type UsageQuery, type UsageRow } from '@/lib/usage/contract'
import { byKey, spreadOf, type Published } from '@/lib/usage/publish-tally'
import { partMayBeShown, rounded, suppressedKeys, type Cell } from '@/lib/shared/suppress-small'
import { RowTally, type Count, type Share, type Tally } from '@/lib/usage/tally-runs'

/** One department in one month: what is published of it never depends on what else is asked for. */
export interface Block {
  departmentId: string
  /** For example "2026-03". */
  month: string
  tally: Tally
}

/** A sum of what blocks show of one key; null while none shows anything. `partial`: some block hides its share. */
interface PublishedCell {
  questions: number | null
  partial: boolean
  readonly doctors: Set<string>
}
type Table = Map<string, PublishedCell>

/** Adds a block's cell to the sum of its key; null for one that is hidden. */
function addCell(table: Table, key: string, cell: Cell | null): void {
  const found = table.get(key) ?? { questions: null, partial: false, doctors: new Set() }
  table.set(key, found)
  if (cell === null) found.partial = true
  else {
    found.questions = (found.questions ?? 0) + rounded(cell.questions)
    for (const doctor of cell.doctors) found.doctors.add(doctor)
  }
}

function addTable(table: Table, cells: ReadonlyMap<string, Count>, smallest: number): void {
  const hidden = suppressedKeys(cells, smallest)
  for (const [key, cell] of cells) addCell(table, key, hidden.has(key) ? null : cell)
}

/** The part of a whole over all blocks, or null as soon as one of them may not tell its part. */
function sharesOf(shares: readonly Share[], smallest: number): { all: number; part: number | null } {
  const shown = shares.every(({ part, rest }) => partMayBeShown(part, rest, smallest))
  const sum = (counts: readonly Count[]) => counts.reduce((all, { questions }) => all + rounded(questions), 0)
  const parts = shares.map(({ part }) => part)
  if (shown) return { all: sum([...parts, ...shares.map(({ rest }) => rest)]), part: sum(parts) }
  const all = shares.reduce((total, { part, rest }) => total + rounded(part.questions + rest.questions), 0)
  return { all, part: null }
}

function rulesOf(blocks: readonly Block[], smallest: number): UsageFigures['review']['rules'] {
  const runs: Table = new Map()
  const findings = new Map<string, number>()
  for (const { tally } of blocks) {
    for (const [rule, kept] of tally.rules) {
      const hidden = kept.runs.doctors.size < smallest
      addCell(runs, rule, hidden ? null : kept.runs)
      if (!hidden) findings.set(rule, (findings.get(rule) ?? 0) + rounded(kept.findings))
    }
  }
  return [...runs]
    .map(([rule, cell]) => ({ rule, runs: cell.questions, findings: findings.get(rule) ?? null }))
    .sort((a, b) => (b.findings ?? -1) - (a.findings ?? -1) || (a.rule < b.rule ? -1 : 1))
}

function outcomesOf(blocks: readonly Block[], smallest: number): UsageFigures['outcomes'] {
  const table: Table = new Map()
  for (const { tally } of blocks) {
    const asked = [...tally.outcomes].filter(([name, cell]) => name !== 'refused' && cell.questions > 0)
    addTable(table, new Map(asked), smallest)
    const refused = tally.outcomes.get('refused')
    if (refused && refused.questions > 0) {
      addCell(table, 'refused', refused.doctors.size < smallest ? null : refused)
    }
  }
  const told = (name: string): number | null => {
    const cell = table.get(name)
    return cell ? cell.questions : 0
  }
  return Object.fromEntries(USAGE_OUTCOMES.map((name) => [name, told(name)])) as UsageFigures['outcomes']
}

function figuresOf(blocks: readonly Block[], smallest: number, withheld: boolean): UsageFigures {
  const total = new RowTally('')
  for (const { tally } of blocks) {
    total.merge(tally.total)
    total.firstToken.addAll(tally.total.firstToken)
    total.queue.addAll(tally.total.queue)
  }
  const shares = (name: 'reviewed' | 'acknowledged' | 'missing') =>
    sharesOf(
      blocks.map(({ tally }) => tally[name]),
      smallest,
    )
  const [reviewed, acknowledged, missing] = [shares('reviewed'), shares('acknowledged'), shares('missing')]
  const sum = (of: (tally: Tally) => number) => blocks.reduce((all, { tally }) => all + rounded(of(tally)), 0)
  return {
    totals: {
      questions: sum(({ total: { questions } }) => questions),
      doctors: total.doctors.size,
      answerTokens: sum(({ total: { answerTokens } }) => answerTokens),
    },
    outcomes: outcomesOf(blocks, smallest),
    timings: { queueMs: spreadOf(total.queue), firstTokenMs: spreadOf(total.firstToken) },
    review: { recorded: reviewed.all, runs: reviewed.part, rules: rulesOf(blocks, smallest) },
    acknowledgement: { asked: acknowledged.all, acknowledged: acknowledged.part },
    missingFacts: { recorded: missing.all, runs: missing.part },
    withheld,
  }
}

interface Protection {
  groupBy: UsageQuery['groupBy']
  /** The fewest doctors behind anything shown. */
  smallest: number
}

interface Tables {
  days: Table
  heat: Table
  templates: Table
}

/** The table of a grouping. Hours and weekdays are sums of the cells of the heat map that are shown. */
function groupTable(blocks: readonly Block[], tables: Tables, { groupBy, smallest }: Protection): Table {
  if (groupBy === 'day') return tables.days
  if (groupBy === 'template') return tables.templates
  const table: Table = new Map()
  for (const { tally, departmentId, month } of blocks) {
    if (groupBy === 'month') addCell(table, month, tally.total)
    else if (groupBy === 'department') addCell(table, departmentId, tally.total)
    else {
      const hidden = suppressedKeys(tally.heat, smallest)
      for (const [key, cell] of tally.heat) {
        const [weekday = '', hour = ''] = key.split('-')
        addCell(table, groupBy === 'hour' ? hour : weekday, hidden.has(key) ? null : cell)
      }
    }
  }
  return table
}

const UNTOLD = {
  doctorId: null,
  complete: null,
  stopped: null,
  truncated: null,
  repeated: null,
  failed: null,
  answerTokens: null,
  medianFirstTokenMs: null,
  p95FirstTokenMs: null,
  medianQueueMs: null,
  p95QueueMs: null,
} as const

const counts = (table: Table) => new Map([...table].map(([key, { questions }]) => [key, questions]))

/**
 * What may be told where single people may not be shown. A department month of fewer than `smallest` doctors is left
 * out of everything, sums included; within a block small cells are hidden so that no total gives them away, and every
 * count is rounded to five. Blocks are fixed, so two questions about different periods or departments differ by whole
 * blocks that may be shown (docs/decisions/0015).
 */
export function publishProtected(all: readonly Block[], { groupBy, smallest }: Protection): Published {
  const blocks = all.filter(({ tally }) => tally.total.doctors.size >= smallest)
  const asked = all.filter(({ tally }) => tally.total.questions > 0)
  const tables: Tables = { days: new Map(), heat: new Map(), templates: new Map() }
  for (const { tally } of blocks) {
    addTable(tables.days, tally.days, smallest)
    addTable(tables.heat, tally.heat, smallest)
    addTable(tables.templates, tally.templates, smallest)
  }
  const table = groupTable(blocks, tables, { groupBy, smallest })
  const rows = [...table].flatMap(([key, { questions, doctors }]): UsageRow[] =>
    questions === null ? [] : [{ key, questions, doctors: doctors.size, ...UNTOLD }],
  )
  return {
    figures: figuresOf(blocks, smallest, blocks.length === 0 && asked.length > 0),
    days: counts(tables.days),
    heat: counts(tables.heat),
    templates: counts(tables.templates),
    rows: rows.sort(byKey),
    suppressedRows: [...table.values()].filter(({ partial }) => partial).length,
    withheldMonths: asked.length - blocks.length,
  }
}
