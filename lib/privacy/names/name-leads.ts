import { phraseTrie } from '@/lib/clinical/text/phrase-trie'
import type { HanName } from '@/lib/privacy/names/name-lattice'
import { oneOf } from '@/lib/privacy/one-of'
import words from '@/lib/privacy/names/slot-words.json'

const NAME = '([\\u4e00-\\u9fff]{2,4}?)'
const CLOSED = '(?=[,，。;；、)）(（:：!！"”\\]】|｜\\n\\t ]|$)'
const OPENED = '(?<=^|[,，。;；、:：!！"“”【】\\]|｜\\n\\t ])'
const DATE = '(?:19|20)\\d\\d ?[-./年] ?\\d'
/** Titles of who treats. */
export const TITLE = oneOf(words.titles)
const DEED = oneOf(words.deeds)

/** What stands behind a word that leads to a name, with the role that it tells. */
export interface Lead {
  form: RegExp
  role?: HanName['role']
  /** Whether what a person does may stand behind the name too. */
  acts?: true
}
const UP_TO_MARK = new RegExp(`^[:： ]?${NAME}${CLOSED}`, 'd')
/** 采样人路遥, 舍友牧云目击: who did it. */
const DOER: Lead = { form: UP_TO_MARK, acts: true }
/** 巡回常春,: a shift or a place at the table; 经治签名文静. */
const SHIFT: Lead = { form: UP_TO_MARK, role: 'clinician' }
/** 事故登记:庞大江,: what a sheet is for, with its colon. */
const SHEET: Lead = {
  form: new RegExp(`^(?:单|表|书|条|卡|册|本|簿)?[:：] ?${NAME}${CLOSED}`, 'd'),
  role: 'patient',
}
/** 通知文静来院. */
const SUMMONS: Lead = {
  form: new RegExp(`^${NAME}(?=(?:于|明日|明天|今日|今天|再次|尽快|立即|本人|家属)?${DEED})`, 'd'),
  role: 'patient',
}
/** A word may lead to a name in two ways: 通知:文静, 通知文静来院. */
function grouped(leads: readonly (readonly [string, Lead])[]): [string, Lead[]][] {
  const ways = new Map<string, Lead[]>()
  for (const [word, lead] of leads) ways.set(word, [...(ways.get(word) ?? []), lead])
  return [...ways]
}
const listed = (list: string, lead: Lead) => list.split(' ').map((word) => [word, lead] as const)
const doers = words.doers
  .split(' ')
  .flatMap((deed) => words.doerEnds.split(' ').map((end) => `${deed}${end}`))
  .join(' ')
/** Every word that leads to a name, with what may stand behind it. */
export const LEADS = phraseTrie<readonly Lead[]>(
  grouped([
    ...listed(words.summons, SUMMONS),
    ...listed(words.sheets, SHEET),
    ...listed(words.shifts, SHIFT),
    ...listed('签名 签字 签章 盖章 签署', SHIFT),
    ...listed(doers, DOER),
    ...listed(words.jobs, DOER),
  ]),
)
/** How many characters behind such a word are read. */
export const LONGEST_BEHIND = 14
/** What only a person does. */
export const DEED_BEGINS = new RegExp(`^${DEED}`)

/** A place with the role that it tells, and what a text needs for it. */
export interface Slot {
  form: RegExp
  role?: HanName['role']
  needs: RegExp
}

/** Places between marks where a name stands. */
export const SLOTS: readonly Slot[] = [
  // 9床,牧云,: behind a bed between marks
  {
    form: new RegExp(`\\d[a-z]?号?床位?[,，、:：]{1,2} ?${NAME}(?=[,，(（、 ]|$)`, 'dg'),
    role: 'patient',
    needs: /床/,
  },
  // 联系牧云,电话1390…: before a number of the telephone
  {
    form: new RegExp(
      `(?:${OPENED}|联系|致电|询|找)([\\u4e00-\\u9fff]{2,3}?)[,，(（ :：]{0,2}(?=(?:联系)?(?:电话|手机|tel)?[:： ]?(?:1[3-9]\\d{9}|0\\d{2,3}-?\\d{7}))`,
      'dg',
    ),
    needs: /\d{7}/,
  },
  // 名为盛夏的患者
  {
    form: new RegExp(`(?:名叫|叫做|叫|名为|唤作|自称)${NAME}(?=的(?:患者|病人|人|男|女|孩|老|小))`, 'dg'),
    needs: /的/,
  },
  // 以上情况已告知,文静
  {
    form: new RegExp(
      `(?:告知|知情|同意|了解|知晓|为证|此据|证明|无误|属实|阅|收到)[,，。;；\\n ]{1,2}${NAME}(?=\\s*$)`,
      'dg',
    ),
    needs: /知|意|解|证|据|误|实|阅|到/,
  },
  // 文静于2024年5月1日签字
  { form: new RegExp(`${OPENED}${NAME}(?=于 ?${DATE})`, 'dg'), needs: /于/ },
  // 文静您好, 尊敬的程序主任, 谢谢时光:
  { form: new RegExp(`${OPENED}${NAME}(?=[,，]?[您你]好)`, 'dg'), needs: /[您你]好/ },
  {
    form: new RegExp(
      `(?:尊敬的|敬爱的|亲爱的|此致|谢谢|感谢)[:： ]?${NAME}(?=${TITLE}|[,，:：!！。]|$)`,
      'dg',
    ),
    needs: /[敬爱]的|此致|谢/,
  },
  // 病历已阅。文静 2025.1.2; 文静收
  { form: new RegExp(`${OPENED}${NAME}[ ,，]{1,3}(?=${DATE})`, 'dg'), role: 'clinician', needs: /\d\d/ },
  {
    form: new RegExp(
      `${OPENED}${NAME}(?=(?:亲?收|亲启|敬上|谨启|拜上|叩谢|留言|留|亲笔)(?:[,，。!！\\n]|$))`,
      'dg',
    ),
    needs: /收|启|上|谢|留|笔/,
  },
  {
    form: new RegExp(`(?:转交|交给?|交由|移交|递交)${NAME}(?=签收|代收|保管|收存|收执)`, 'dg'),
    needs: /交/,
  },
  // 护照E12345678,牧云
  {
    form: new RegExp(`(?:\\d{6}[\\dx]|[a-z]\\d{6})号?[,，] ?${NAME}${CLOSED}`, 'dg'),
    role: 'patient',
    needs: /\d{6}/,
  },
  // 7.14 计方 腰椎: a day or a time at the beginning of a row
  {
    form: new RegExp(
      `(?:^|[\\n。;；:：]) ?(?:\\d{1,2}[./-]\\d{1,2}|\\d{1,2}:\\d{2}|\\d{1,2}月\\d{1,2}[日号]) ${NAME}(?= [\\u4e00-\\u9fffa-z])`,
      'dg',
    ),
    role: 'patient',
    needs: /\d[./:月-]\d/,
  },
  // 1.牧云 肺炎: a number of a list
  {
    form: new RegExp(`(?:^|[\\n ])\\d{1,2}[.、] ?${NAME}(?= [\\u4e00-\\u9fff])`, 'dg'),
    role: 'patient',
    needs: /\d[.、]/,
  },
]
