import 'server-only'
import { csvCell, CSV_BOM } from '@/lib/shared/csv'
import type { ExportUseQuery, LibraryUseOutput } from '@/lib/library/use/contract'
import { readUse, type Reader } from '@/lib/library/use/read-use'

type Line = readonly (string | number | null)[]

function documentLines({ documents, departments }: LibraryUseOutput): Line[] {
  const nameOf = (id: string | null) => departments.find((one) => one.id === id)?.nameZh ?? id
  return [
    ['document', 'title', 'publisher', 'year', 'department', 'inForce', 'offered', 'cited'],
    ...documents.map(({ id, title, publisher, year, departmentId, inForce, offered, cited }) => [
      ...[id, title, publisher, year],
      ...[nameOf(departmentId), inForce ? 1 : 0, offered, cited],
    ]),
  ]
}

function departmentLines({ asked, departments }: LibraryUseOutput): Line[] {
  const nameOf = (id: string) => departments.find((one) => one.id === id)?.nameZh ?? ''
  return [
    ['department', 'name', 'questions', 'foundNothing'],
    ...asked.map(({ departmentId, questions, nothing }) => [
      departmentId,
      nameOf(departmentId),
      questions,
      nothing,
    ]),
  ]
}

/** What `readUse` tells as a CSV file, an empty cell for what is not shown; it throws what that throws. */
export async function exportUse({ sheet, ...query }: ExportUseQuery, reader: Reader): Promise<Response> {
  const use = await readUse(query, reader)
  const lines = sheet === 'documents' ? documentLines(use) : departmentLines(use)
  const text = lines.map((line) => line.map(csvCell).join(','))
  return new Response(`${CSV_BOM}${[...text, ''].join('\r\n')}`, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="innerward-library-${sheet}-${use.from}-${use.to}.csv"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
