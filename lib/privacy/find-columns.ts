import type { Span } from '@/lib/clinical/contract'
import type { IdentifierKind } from '@/lib/privacy/contract'

export type ColumnCell = Span & { kind: IdentifierKind }

const COLUMNS: readonly [RegExp, IdentifierKind][] = [
  [/^(?:患者|病人)?(?:姓名|名字)$|^(?:patient )?(?:full )?names?$/i, 'name'],
  [
    /^(?:家属|联系人|主管医生|主管医师|经治医生|主治医师|责任护士|管床医生|医生|医师|护士|consultant|nurse|doctor|next of kin|nok)$/i,
    'name',
  ],
  [/^(?:床号|床位|床|bed(?: no\.?)?)$/i, 'bed'],
  [
    /^(?:住院号|病案号|病历号|门诊号|登记号|就诊号|编号|条码|标本号|检验号|id号?|mrn|hospital no\.?|record no\.?)$/i,
    'record_number',
  ],
  [/^(?:联系)?(?:电话|手机|手机号|联系方式)$|^(?:phone|tel|mobile|contact)$/i, 'phone'],
  [/^(?:身份证号?码?|证件号码?|id card)$/i, 'id_number'],
  [/^(?:家庭|现)?(?:住址|地址)$|^address$/i, 'address'],
]
const SEPARATOR = /\t|\||｜| {2,}|\u3000+|,(?=\S)/
const EMPTY = /^[-–—/无空不详]*$/
const NOT_CELL = /^\W{3,}$/

interface Cell {
  start: number
  text: string
}

/** The cells of a line with where each begins in the text; blanks around a cell do not belong to it. */
function cellsOf(line: string, at: number, separator: RegExp): Cell[] {
  const cells: Cell[] = []
  let from = 0
  for (const part of line.split(separator)) {
    const start = line.indexOf(part, from)
    from = start + part.length
    const text = part.trim()
    cells.push({ start: at + start + part.length - part.trimStart().length, text })
  }
  return cells
}

const kindOf = (title: string) => COLUMNS.find(([form]) => form.test(title))?.[1]

/** Cells of a table in plain text that stand under a heading such as 姓名 or 床号. Linear in the length of the text. */
export function findColumns(text: string): ColumnCell[] {
  const found: ColumnCell[] = []
  let columns: (IdentifierKind | undefined)[] = []
  let at = 0
  for (const line of text.split('\n')) {
    const cells = cellsOf(line, at, SEPARATOR)
    const kinds = cells.map(({ text: title }) => kindOf(title))
    if (cells.length >= 2 && kinds.filter((kind) => kind !== undefined).length >= 1 && !/\d/.test(line)) {
      columns = kinds
    } else if (cells.length >= Math.max(2, columns.length - 1) && columns.length > 0) {
      cells.forEach(({ start, text: surface }, i) => {
        const kind = columns[i]
        if (
          kind &&
          surface !== '' &&
          surface.length <= 60 &&
          !EMPTY.test(surface) &&
          !NOT_CELL.test(surface)
        ) {
          found.push({ kind, start, end: start + surface.length, surface })
        }
      })
    } else columns = []
    at += line.length + 1
  }
  return found
}
