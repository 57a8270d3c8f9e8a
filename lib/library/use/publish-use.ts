import { partMayBeShown, rounded, type Cell } from '@/lib/shared/suppress-small'

/** What one doctor of a department asked the library in one month. */
export interface AskedRow {
  month: string
  departmentId: string
  doctorId: string
  questions: number
  /** Those of them for which the library held nothing. */
  nothing: number
}

/** How often a document stood beside the answers of a department in one month. */
export interface UsedRow {
  month: string
  departmentId: string
  documentId: string
  offered: number
  cited: number
}

interface Block {
  departmentId: string
  nothing: Cell & { doctors: Set<string> }
  something: Cell & { doctors: Set<string> }
}

type Counts = ReadonlyMap<string, number | null>

export interface PublishedUse {
  /** `nothing` of `judged` found nothing, over those months of a department whose part may be told; null without such a month. */
  asked: { departmentId: string; questions: number; nothing: number | null; judged: number }[]
  /** By document; one that no block tells of is missing. Null where all that is behind it is too small. */
  offered: Counts
  cited: Counts
  withheldMonths: number
  /** True where every month of every department is left out. */
  withheld: boolean
}

const emptyCell = () => ({ questions: 0, doctors: new Set<string>() })
const keyOf = ({ month, departmentId }: { month: string; departmentId: string }) => `${month} ${departmentId}`

function blocksOf(rows: readonly AskedRow[]): Map<string, Block> {
  const blocks = new Map<string, Block>()
  for (const row of rows) {
    const { departmentId, doctorId, questions, nothing } = row
    const block = blocks.get(keyOf(row)) ?? { departmentId, nothing: emptyCell(), something: emptyCell() }
    blocks.set(keyOf(row), block)
    for (const [cell, asked] of [
      [block.nothing, nothing],
      [block.something, questions - nothing],
    ] as const) {
      cell.questions += asked
      if (asked > 0) cell.doctors.add(doctorId)
    }
  }
  return blocks
}

const doctorsOf = ({ nothing, something }: Block) => nothing.doctors.union(something.doctors).size

function askedOf(all: readonly Block[], smallest: number): PublishedUse['asked'] {
  const departments = [...Map.groupBy(all, ({ departmentId }) => departmentId)]
  return departments.map(([departmentId, own]) => {
    const shown = own.filter(({ nothing, something }) => partMayBeShown(nothing, something, smallest))
    const sum = (blocks: readonly Block[], of: (block: Block) => number) =>
      blocks.reduce((total, block) => total + of(block), 0)
    const nothing = sum(shown, (block) => rounded(block.nothing.questions))
    const judged = nothing + sum(shown, (block) => rounded(block.something.questions))
    const hidden = own.filter((block) => !shown.includes(block))
    const rest = sum(hidden, (one) => rounded(one.nothing.questions + one.something.questions))
    return { departmentId, questions: judged + rest, nothing: shown.length === 0 ? null : nothing, judged }
  })
}

/** Sums by document of counts to the nearest five; one below `smallest` comes from fewer doctors than that and is hidden. */
function countsOf(rows: readonly UsedRow[], name: 'offered' | 'cited', smallest: number): Counts {
  const counts = new Map<string, number | null>()
  for (const { documentId, [name]: count } of rows) {
    const before = counts.get(documentId)
    if (count > 0 && count < smallest) counts.set(documentId, before ?? null)
    else counts.set(documentId, (before ?? 0) + rounded(count))
  }
  return counts
}

/**
 * What may be shown of the use of the library, in fixed blocks of one department in one month. A block in which fewer than `smallest`
 * doctors asked is left out of everything. Which doctors stand behind a document is known nowhere, so a count below `smallest` is
 * hidden, whoever it came from; there are no totals from which it could be subtracted.
 */
export function publishUse(
  { asked, used }: { asked: readonly AskedRow[]; used: readonly UsedRow[] },
  smallest: number,
): PublishedUse {
  const blocks = blocksOf(asked)
  const shown = new Map([...blocks].filter(([, block]) => doctorsOf(block) >= smallest))
  const told = used.filter((row) => shown.has(keyOf(row)))
  return {
    asked: askedOf([...shown.values()], smallest),
    offered: countsOf(told, 'offered', smallest),
    cited: countsOf(told, 'cited', smallest),
    withheldMonths: blocks.size - shown.size,
    withheld: blocks.size > 0 && shown.size === 0,
  }
}
