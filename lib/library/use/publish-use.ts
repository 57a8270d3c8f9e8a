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
  asked: { departmentId: string; questions: number; nothing: number | null }[]
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

function askedOf(blocks: readonly Block[], smallest: number): PublishedUse['asked'] {
  const departments = [...Map.groupBy(blocks, ({ departmentId }) => departmentId)]
  return departments.map(([departmentId, own]) => {
    const shown = own.every(({ nothing, something }) => partMayBeShown(nothing, something, smallest))
    const sum = (of: (block: Block) => number) => own.reduce((all, block) => all + of(block), 0)
    const nothing = sum((block) => rounded(block.nothing.questions))
    if (shown) {
      return { departmentId, nothing, questions: nothing + sum((one) => rounded(one.something.questions)) }
    }
    const questions = sum((one) => rounded(one.nothing.questions + one.something.questions))
    return { departmentId, questions, nothing: null }
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
