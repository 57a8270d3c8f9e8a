import { ScrollBox } from '@/app/_ui/scroll-box'
import { useLangOf } from '@/app/_ui/use-lang-of'
import { blocksOf } from '@/lib/clinical/citations/passage-blocks'
import { MarkedText } from './marked-text'

interface PassageWordsProps {
  text: string
  /** Words to mark. */
  words?: readonly string[]
  /** What a table is called, for screen readers. */
  table: string
}

const CELL = 'border-line border px-2 py-1 align-top min-w-16'

function PassageTable({ rows, words, label }: { rows: string[][]; words: readonly string[]; label: string }) {
  const langOf = useLangOf()
  const [head = [], ...body] = rows
  return (
    <ScrollBox label={label} className="overflow-x-auto">
      <table className="border-collapse text-left text-sm [overflow-wrap:break-word]">
        <thead className="bg-raised">
          <tr>
            {head.map((cell, i) =>
              // A heading without words would be read as one.
              cell === '' ? (
                <td key={i} className={CELL} />
              ) : (
                <th key={i} scope="col" lang={langOf(cell)} className={`${CELL} font-semibold`}>
                  <MarkedText text={cell} words={words} />
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {body.map((row, i) => (
            <tr key={i}>
              {row.map((cell, n) => (
                <td key={n} lang={langOf(cell)} className={CELL}>
                  <MarkedText text={cell} words={words} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  )
}

/** The words of a passage as its document has them: rows as a table, lines as lines. */
export function PassageWords({ text, words = [], table }: PassageWordsProps) {
  const langOf = useLangOf()
  return (
    <div className="flex max-w-4xl flex-col gap-1.5">
      {blocksOf(text).map(({ rows, lines }, i) =>
        rows ? (
          <PassageTable key={i} rows={rows} words={words} label={table} />
        ) : (
          <p key={i} lang={langOf(lines.join('\n'))} className="text-sm leading-relaxed whitespace-pre-wrap">
            <MarkedText text={lines.join('\n')} words={words} />
          </p>
        ),
      )}
    </div>
  )
}
