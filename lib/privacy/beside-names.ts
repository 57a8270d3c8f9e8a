import type { Identifier, IdentifierKind } from '@/lib/privacy/contract'
import type { Locale } from '@/lib/shared/locale'
import replacements from '@/lib/privacy/replacements.json'

/** A name with a number behind it: ESTEVEZ, MARISOL 0093381. */
const NUMBER_BEHIND = /^[ \t,，、(（|/]{1,3}[#＃]?(\d{6,12})(?!\d|[.:]\d|%|\s?(?:IU|U\/|copies|拷贝|元|\/|×))/
/** Mary Ellen from B12/3, Wilf in D4, Ivy in 4 settled: where whoever is named lies. */
const BED_BEHIND =
  /^(?: (?:from|in|at|@|on|to) | ?\((?:in )?| ?[,@/|-] ?)((?:[A-Z]{1,2}-?\d{1,2}(?:\/\d{1,2})?|\d{1,2}(?:[A-Z]|[-/][A-Z]?\d{1,2}))(?![\p{L}\d/.%-]))/u
const SPACE_BEHIND =
  /^ (?:in|from) (\d{1,2})(?=[.,;)]|$| (?:ok|is|was|has|had|for|fell|needs|wants|refus\w+|settled|stable|and|rang|asleep|awake|home|nbm|NBM|npo|wandering|vomit\w+|spik\w+|febrile|desat\w*)(?!\p{L}))/u
/** C5/6, T12, L4: a vertebra or a nerve, a stage of a tumour; A1, B6, B12, K2: a vitamin. */
/** (F1), ,CT2, ST4: the grade of a doctor where no word of place stands in front. */
const GRADE = /^(?:F[12]|FY[12]|CT[123]|ST[1-8]|Y[1-6]|R[1-7]|HO|SR|PG?Y[1-7])$/
const OF_PLACE = /^ (?:from|in|at|@|on|to) |^ ?\(in /
const NO_BED = /^(?:\d{1,3}[MFY]$|[CTLSNMGPIQV][0-9]|B12$|B6$|K2$|D3$|A1$)/
/** 12-03铁木尔, A5 吾买尔: a bed in front of who lies there, at the beginning of a clause. */
const BED_BEFORE =
  /(?:^|[\n,，。；;|:：])\s{0,2}(\d{1,2}-\d{1,3}|[A-Za-z]-?\d{1,3}|\+\d{1,2}|0\d)[ ,，、:：-]{0,2}$/
/** 8B|沈梦瑶|肾病综合征: the first cell of a row. */
const CELL_BEFORE = /(?:^|\n) {0,2}(\d{1,3}[A-Za-z]?) ?[|｜\t] ?$/

/** 7.14 支某, 5/17 管某: a day at the beginning of a row before whoever is named. */
const DAY_BEFORE = /(?:^|[\n。;；:：,，])\s{0,2}((?:1[0-2]|0?[1-9])[./-](?:3[01]|[12]\d|0?[1-9]))[ \t]{0,2}$/

interface Named {
  start: number
  end: number
}

type Beside = readonly [IdentifierKind, RegExp, (surface: string, whole: string) => boolean]
const BEHIND: readonly Beside[] = [
  ['record_number', NUMBER_BEHIND, () => true],
  [
    'bed',
    BED_BEHIND,
    (surface, whole) =>
      (!NO_BED.test(surface) && (OF_PLACE.test(whole) || !GRADE.test(surface))) ||
      (OF_PLACE.test(whole) && /^[CG]\d{1,2}$/.test(surface)),
  ],
  ['bed', SPACE_BEHIND, () => true],
]

/** Numbers and beds that only the name beside them gives away. Linear in the number of names. */
export function* besideNames(names: readonly Named[], text: string, locale: Locale): Generator<Identifier> {
  const place = (kind: IdentifierKind, start: number, surface: string): Identifier => ({
    kind,
    start,
    end: start + surface.length,
    surface,
    confidence: 'likely',
    replacement: replacements[locale][kind],
  })
  for (const { start, end } of names) {
    for (const [kind, form, fits] of BEHIND) {
      const [whole, surface] = form.exec(text.slice(end, end + 24)) ?? []
      if (whole === undefined || surface === undefined || !fits(surface, whole)) continue
      yield place(kind, end + whole.lastIndexOf(surface), surface)
    }
    const front = text.slice(Math.max(0, start - 12), start)
    const edge = start <= 12 ? front : `x${front}`
    const day = DAY_BEFORE.exec(edge)?.[1]
    if (day !== undefined) yield place('date', start - edge.length + edge.lastIndexOf(day), day)
    const [whole, surface] = BED_BEFORE.exec(edge) ?? CELL_BEFORE.exec(edge) ?? []
    if (whole === undefined || surface === undefined || NO_BED.test(surface)) continue
    yield place('bed', start - whole.length + whole.indexOf(surface), surface)
  }
}
