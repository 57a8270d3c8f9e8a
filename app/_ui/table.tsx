import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { ScrollBox } from './scroll-box'

/** Which column a list is sorted by. */
export interface Sorting {
  by: string
  order: 'asc' | 'desc'
}

/** A heading that sorts the list by its column. */
export interface SortableHead {
  label: string
  sort: string
}

/** The heading of a column of numbers, which stand at its right edge. */
export interface NumberHead {
  numbers: string
}

export type Head = ReactNode | SortableHead | NumberHead

interface TableProps {
  /** Column headings, units included. */
  head: readonly Head[]
  /** What the table holds, for screen readers. */
  caption: string
  /** How the list is sorted, where headings sort it. */
  sorting?: Sorting
  onSort?: (sorting: Sorting) => void
  /** The rows. */
  children: ReactNode
}

const isNumbers = (cell: Head): cell is NumberHead =>
  typeof cell === 'object' && cell !== null && 'numbers' in cell

const isSortable = (cell: Head): cell is SortableHead =>
  typeof cell === 'object' && cell !== null && 'sort' in cell

function Heading({ cell, sorting, onSort }: { cell: SortableHead } & Pick<TableProps, 'sorting' | 'onSort'>) {
  const sorted = sorting?.by === cell.sort ? sorting.order : null
  return (
    <th
      scope="col"
      aria-sort={sorted === null ? 'none' : sorted === 'asc' ? 'ascending' : 'descending'}
      className="px-1 py-1 font-medium whitespace-nowrap"
    >
      <button
        type="button"
        className="hover:text-ink rounded px-1.5 py-0.5 font-medium"
        onClick={() => onSort?.({ by: cell.sort, order: sorted === 'asc' ? 'desc' : 'asc' })}
      >
        {cell.label}
        <span aria-hidden className="ml-1 inline-block w-3">
          {sorted === null ? '↕' : sorted === 'asc' ? '↑' : '↓'}
        </span>
      </button>
    </th>
  )
}

/** What is done about a row stays in sight while the rest scrolls by below it; on a phone it would leave no room for the rest. */
const HELD = clsx(
  'sm:[&_tr>td:last-child:not([colspan])]:sticky sm:[&_tr>td:last-child:not([colspan])]:right-0',
  'sm:[&_tbody>tr>td:last-child:not([colspan])]:bg-panel sm:[&_thead>tr>td:last-child]:bg-raised',
  // Cells of collapsed borders cast no shadow, but may be shaded at their own edge.
  'sm:[[data-more]_&_tr>td:last-child:not([colspan])]:bg-[linear-gradient(to_right,var(--line),transparent_6px)]',
)

export function Table({ head, caption, sorting, onSort, children }: TableProps) {
  const held = head.at(-1) === ''
  return (
    <ScrollBox label={caption} held={held} className="border-line bg-panel overflow-x-auto rounded border">
      <table
        className={clsx(
          held && HELD,
          '[&_tbody_td]:border-line w-full text-left text-sm [&_.row-action:first-child]:-ml-2 [&_tbody_td]:border-t [&_td]:px-2.5 [&_td]:py-(--row) [&_td]:align-baseline [&_td_.h-control]:h-7',
        )}
      >
        <caption className="sr-only">{caption}</caption>
        <thead className="bg-raised text-muted">
          <tr>
            {head.map((cell, i) =>
              isSortable(cell) ? (
                <Heading
                  key={cell.sort}
                  cell={cell}
                  {...(sorting ? { sorting } : {})}
                  {...(onSort ? { onSort } : {})}
                />
              ) : cell === '' ? (
                // A heading without words would be read as one.
                <td key={i} />
              ) : (
                <th
                  key={i}
                  scope="col"
                  className={clsx(
                    'px-2.5 py-1.5 font-medium whitespace-nowrap',
                    isNumbers(cell) && 'text-right',
                  )}
                >
                  {isNumbers(cell) ? cell.numbers : cell}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </ScrollBox>
  )
}
