import type { ReactNode } from 'react'

interface TableProps {
  /** Column headings, units included. */
  head: readonly ReactNode[]
  /** What the table holds, for screen readers. */
  caption: string
  /** The rows. */
  children: ReactNode
}

export function Table({ head, caption, children }: TableProps) {
  return (
    <div className="border-line bg-panel overflow-x-auto rounded border">
      <table className="[&_td]:border-line w-full text-left text-sm [&_td]:border-t [&_td]:px-2.5 [&_td]:py-1.5 [&_td]:align-baseline">
        <caption className="sr-only">{caption}</caption>
        <thead className="bg-raised text-muted">
          <tr>
            {head.map((cell, i) => (
              <th key={i} scope="col" className="px-2.5 py-1.5 font-medium whitespace-nowrap">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
