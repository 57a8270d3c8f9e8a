import { csvCell, CSV_BOM } from '@/lib/shared/csv'
import {
  FEW_DOCUMENTS,
  type Counted,
  type CountedSet,
  type Together,
  type Totals,
} from '@/lib/documents/totals/contract'

const COLUMNS = ['section', 'rank', 'name', 'code', 'documents', 'share', 'few'] as const
type Line = readonly (string | number | null)[]

type Named = Omit<Counted, 'key'>

/** Lines of one section. `of` is what a share is a share of. */
function section(name: string, rows: readonly Named[], of: number): Line[] {
  return rows.map((row, i) => [
    name,
    i + 1,
    row.name,
    row.code,
    row.documents,
    of === 0 ? null : (row.documents / of).toFixed(4),
    row.documents < FEW_DOCUMENTS ? 'yes' : 'no',
  ])
}

const joined = ({ names, documents }: CountedSet): Named => ({
  name: names.join(' + '),
  code: null,
  documents,
})

const together = (name: string, { sets, regimens }: Together, of: number): Line[] => [
  ...sets.flatMap(({ size, rows }) => section(`${name}_${size}`, rows.map(joined), of)),
  ...section(`${name}_regimen`, regimens.rows.map(joined), of),
]

/** The totals as CSV, a line each. `few` marks counts that stand for fewer than five documents. */
export function writeTotals({ documents, ...totals }: Totals): string {
  const usages = totals.drugs.rows.flatMap((drug) =>
    drug.usages.map(({ text, documents: count }) => ({
      name: `${drug.name} ${text}`,
      code: drug.code,
      documents: count,
    })),
  )
  const lines: Line[] = [
    COLUMNS,
    ...section('documents', [{ name: 'documents', code: null, documents }], documents),
    ...section('documents', [{ name: 'with drugs', code: null, documents: totals.withDrugs }], documents),
    ...section('diagnosis', totals.diagnoses.rows, documents),
    ...section('drug', totals.drugs.rows, documents),
    ...section('drug_usage', usages, documents),
    ...section('drug_group', totals.groups.rows, documents),
    ...together('drugs_together', totals.byDrug, documents),
    ...together('groups_together', totals.byGroup, documents),
  ]
  return `${CSV_BOM}${[...lines.map((line) => line.map(csvCell).join(',')), ''].join('\r\n')}`
}
