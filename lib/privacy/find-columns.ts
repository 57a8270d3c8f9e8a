import type { Span } from '@/lib/clinical/contract'
import type { IdentifierKind } from '@/lib/privacy/contract'

export type ColumnCell = Span & { kind: IdentifierKind }

const COLUMNS: readonly [RegExp, IdentifierKind][] = [
  [
    /^(?:患者|病人|患儿|产妇|受检者)(?:姓名|名字)?$|^(?:姓名|名字)$|^(?:pt|patient)$|^(?:(?:pt|patient) )?(?:full |first |last )?names?$|^surname$|^forenames?$/i,
    'name',
  ],
  [
    /^(?:家属|家长|联系人|陪护|监护人|(?:主管|主治|经治|管床|责任|值班|上级|送检|申请|审核|报告者|记录|首诊|接诊)(?:医生|医师|护士|人|者)?|主任|医生|医师|护士|责护|主刀|术者|[一二三]助|第?[一二三]助手|助手|麻醉师?|麻醉医师|麻醉医生|器械|巡回|洗手|术者|带教|签名|签字|交班|接班|代班|consultants?|nurse|rn|doctor|attending|provider|surgeon|physician|gp|pcp|seen by|assigned|responsible|next of kin|nok|carer|contact person)$/i,
    'name',
  ],
  [/^(?:床号|床位|床|(?:bed|room|rm|bay|cot)(?: ?(?:no\.?|#))?)$/i, 'bed'],
  [
    /^(?:住院号|病案号|病历号|门诊号|登记号|就诊号|编号|条码|标本号|检验号|id号?|mrn|hospital no\.?|record no\.?)$/i,
    'record_number',
  ],
  [/^(?:联系)?(?:电话|手机|手机号|联系方式)$|^(?:phone|tel|mobile|contact)$/i, 'phone'],
  [/^(?:身份证号?码?|证件号码?|id card)$/i, 'id_number'],
  [/^(?:家庭|现)?(?:住址|地址)$|^address$/i, 'address'],
]
const SEPARATOR = /\t|\||｜| {2,}|\u3000+|,(?=\S)/
/** 床号 姓名 年龄: single blanks part the titles of a table too, where every title is one and no row is a sentence. */
const SINGLE = / /
/** What else heads a column of a list of patients. */
const OTHER_TITLE =
  /^(?:性别|年龄|诊断|病情|备注|饮食|护理|级别|护理级别|体温|血压|血糖|主诉|手术|治疗|医嘱|入院|入院日期|日期|时间|情况|特殊|状态|费别|去向|班次|内容|结果|项目|计划|病区|科室|民族|职业|体重|身高|过敏|过敏史|入院诊断|第一诊断|责任|age|sex|gender|plan|dx|diagnosis|issue|issues|obs|jobs|to ?do|status|ward|dob|notes?|problem|code|diet|iv|news|wt|weight|comment|comments)$/i
/** What may stand in a cell of a bed or of a number; any other cell of such a column is a word. */
const NUMBERED = /\d/
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

/** The longest title that a column is known by. */
const TITLE_MAX = 20
const kindOf = (title: string) =>
  title.length > TITLE_MAX ? undefined : COLUMNS.find(([form]) => form.test(title))?.[1]

/** What parts the columns of a line that may head a table: tabs and bars, else single blanks between titles alone. */
function separatorOf(line: string): RegExp {
  const titles = line.trim().split(' ')
  if (titles.length < 2 || SEPARATOR.test(line.trim())) return SEPARATOR
  const all = titles.every((title) => kindOf(title) !== undefined || OTHER_TITLE.test(title))
  return all ? SINGLE : SEPARATOR
}

/** Cells of a table in plain text that stand under a heading such as 姓名 or 床号. Linear in the length of the text. */
export function findColumns(text: string): ColumnCell[] {
  const found: ColumnCell[] = []
  let columns: (IdentifierKind | undefined)[] = []
  let separator = SEPARATOR
  let at = 0
  for (const line of text.split('\n')) {
    const own = separatorOf(line)
    // Behind a head with single blanks its rows have them too.
    if (own === SINGLE || SEPARATOR.test(line) || columns.length === 0) separator = own
    const cells = cellsOf(line, at, separator)
    const kinds = cells.map(({ text: title }) => kindOf(title))
    if (cells.length >= 2 && kinds.filter((kind) => kind !== undefined).length >= 1 && !/\d/.test(line)) {
      columns = kinds
    } else if (separator === SINGLE && !/[\d男女]/.test(line)) {
      columns = []
    } else if (cells.length >= Math.max(2, columns.length - 1) && columns.length > 0) {
      cells.forEach(({ start, text: surface }, i) => {
        const kind = columns[i]
        if (
          kind &&
          surface !== '' &&
          surface.length <= 60 &&
          !EMPTY.test(surface) &&
          (separator !== SINGLE || kind === 'name' || NUMBERED.test(surface)) &&
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
