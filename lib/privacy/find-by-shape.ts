import type { FoldedText } from '@/lib/clinical/text/fold-text'
import { byForms, type Form } from '@/lib/privacy/by-forms'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'

/** Letters of makers in front of the number of a substance, of a gene, a paper, a trial or a norm. */
const NOBODYS =
  '(?!(?:azd|gsk|ly|bms|mk|pf|abt|jnj|sb|tak|amg|bay|ino|cct|nvp|tmc|hmr|rg|shr|ibi|bgb|icp|dfp|lee|ono|ds|mln|ncb|kw|su|cp|ro|sch|gs|zd|cs|hr|bi|nct|pmid|pmc|cd|rs|nm|np|ng|gb|ws|iso|cas|icd|isbn|doi|ec|yy|who|chr|grch|hla|ensg|mim|omim|orpha|uniprot|snomed|loinc|atc|ph|ef|bp)-?\\d)'
const NO_MEASURE =
  '(?![\\da-z_]|[.:/%~-]\\d|[%/]| ?(?:mg|ml|g|ug|mcg|iu|u|mmol|copies|cells|kb|bp|次|例|个|人|元|株|位点|突变|细胞)(?![a-z]))'
const MONTH_DAY = '(?:1[0-2]|0?[1-9])([./-])(?:3[01]|[12]\\d|0?[1-9])'
/** What is done or found on a day of the ward. */
const ON_DAY =
  '(?:凌?晨|[上下]午|中午|傍晚|晚|夜|当[天日晚]|起|因|行|拟|拔|拆|换|改|停|加|减|始|开始|查房|复查|复诊|随访|会诊|手术|术[前中后]|退热|好转|转|入|出院|返|来|送|回报|报告|引流|发热|体温|血|尿|痰|胸片|ct|mr|超声|心电|病理|培养|输|予|给|记录|护理|交班|夜班|白班)'

const FORMS: readonly Form[] = [
  // dr55120, us-20931: letters and five digits that no maker, gene or measure has
  [
    'record_number',
    new RegExp(`(?<![a-z\\d.\\-/_])(${NOBODYS}[a-z]{1,4}-?\\d{5})${NO_MEASURE}`, 'dg'),
    /[a-z]-?\d{5}/,
  ],
  // a0047: a letter before a number that begins with nought counts nothing
  [
    'record_number',
    new RegExp(`(?<![a-z\\d.\\-/_])(${NOBODYS}[a-z]{1,3}0\\d{3})${NO_MEASURE}`, 'dg'),
    /[a-z]0\d{3}/,
  ],
  // 排队号b017, 受试者012-0044, 队列序列a0047: any sheet, sample or person with its code
  [
    'record_number',
    new RegExp(
      `(?:序列|序号|编码|代码|档号|卷号|单号|管号|袋号|瓶号|片号|包埋盒|蜡块|切片|玻片|血袋|血样|样本|标本|受试者|入组|随机号?|筛选号?|病例|家系|队列|冻存管?|取号|挂号|排号|叫号|号牌|牌号|文书|档案|案卷|案件)(?:号码?|编号|no\\.?)?[ :：#为是]{0,3}((?=[a-z\\d-]{0,10}\\d{3})(?!(?:19|20)\\d\\d(?![\\d-]))(?:[a-z]{1,5}-?\\d{3,10}(?:-\\d{1,8}){0,2}|\\d{2,6}-\\d{2,8}(?:-\\d{1,8})?|0\\d{3,7}))${NO_MEASURE}`,
      'dg',
    ),
    /\d{3}/,
  ],
  // （2024）某鉴字第0417号: the number of a document of an office
  [
    'record_number',
    /((?:[\u4e00-\u9fff]{0,4}[发函字办鉴卫政司])?[([〔【](?:19|20)\d\d[)\]〕】] ?[\u4e00-\u9fff\da-z]{0,10}(?:第 ?)?\d{1,7}(?:-\d{1,4})? ?号)/dg,
    /(?:19|20)\d\d[)\]〕】]/,
  ],
  ['record_number', /([\u4e00-\u9fff]{1,6}(?:字|证|登|报)第? ?\d{4,16} ?号)/dg, /第? ?\d{4,16} ?号/],
  // subject 007-0219, participant 12-044, case 24/118, block s24-03317 a2, slide 7719-2b
  [
    'record_number',
    new RegExp(
      `(?<![a-z])(?:subject|participant|enrol?l?ee|proband|donor|recipient|patient|case|sample|specimen|biopsy|block|slide|cassette|tube|vial|aliquot|kit|screening|randomi[sz]ation|barcode|label|film|image|study|scan|series|docket|permit|ticket|token|voucher|requisition|form|incident|report|bag|unit|pack|tag|locker|queue|claim|warrant)s?(?: (?:id|no\\.?|number|code|ref))?[ :#]{1,3}((?=[a-z\\d/-]{0,8}\\d{3})(?!(?:19|20)\\d\\d(?![\\d/-]))(?:[a-z]{1,5}-?\\d{3,10}|\\d{2,6}[a-z]?[-/]\\d{2,8}|[a-z]{1,4}\\d{2}-\\d{2,8})(?:[-/ ][a-z]?\\d{1,4}[a-z]?(?![\\d./%]))?)${NO_MEASURE}`,
      'dg',
    ),
    /\d{3}/,
  ],
  // encounter 9001 2231: a number in two or three groups behind what it tells
  [
    'record_number',
    /(?<![a-z])(?:encounter|visit|episode|chart|mrn|hosp(?:ital)?|patient|file|account|nhs|chi|accession|specimen|order|req(?:uisition)?|record)(?: (?:no\.?|number|id|#))?[ :#]{1,3}(\d{3,5}(?:[ -]\d{3,5}){1,3})(?![\d.%/]| ?(?:mg|ml|units?))/dg,
    /\d{3}[ -]\d{3}/,
  ],
  // followed at mgh: a hospital by its letters
  [
    'address',
    /(?<![a-z])(?:at|from|to|of|by|via) (mgh|bwh|bidmc|ucsf|ucla|nyu|upmc|jhh|mskcc|mdacc|uclh|gosh|rvi|bri|rfh|qmh|ttsh|sgh|nuh|kkh|ktph|aiims|pgimer|cmc|rch|rpa|rmh|pah|csmc|chop|chla|osu|uhn|vgh|sickkids|hup|cuh|ruh|lgi|mri infirmary|qeuh|rie)(?=[.,;:)\n]|$| (?:for|in|on|with|last|yesterday|today|clinic|ed|where|and))/dg,
    / (?:at|from|to|of|by|via) [a-z]{3,8}/,
  ],
  // pc 4471 briggs: the number of an officer
  [
    'id_number',
    /(?<![a-z])(?:pc|pcso|wpc|constable|officer|collar|shoulder|warrant)(?: (?:no\.?|number))? #?(\d{3,5})(?=[ ,.;)]|$)(?! ?(?:mg|ml|mcg|units?|tabs?|tablets?|kcal|j|joules?|times|hours?|days?)(?![a-z]))/dg,
    /pc|officer|constable|collar|shoulder|warrant/,
  ],
  // s24-03317 a2: the block of a specimen behind its number
  ['record_number', /(?<![a-z\d-])([a-z]{1,3}\d{2}-\d{4,8} [a-h]\d{1,2})(?![\da-z%.])/dg],
  // x20240512-17
  [
    'record_number',
    new RegExp(`(?<![a-z\\d.\\-/_])(${NOBODYS}[a-z]{1,4}\\d{6,12}-\\d{1,6})${NO_MEASURE}`, 'dg'),
    /\d{6}-\d/,
  ],
  // ring the district nurse, 555 0199: a number of seven digits behind whom to call
  [
    'phone',
    /(?<![a-z])(?:call|ring|phone|text|contact|reach|tel|dial|fax|telephone|message)(?![a-z]{3})[^.;\n\d]{0,40}? (\d{3}[ -]\d{4})(?![\d-]|\.\d| ?(?:ml|mg|units?|iu))/dg,
  ],
  // 555-0172 ext. 4
  ['phone', /(?<![\d-])(\d{3,4}[- ]\d{4},? ?(?:x|ext\.?|extn\.?|extension|分机|转) ?\d{1,6})(?!\d)/dg],
  // 5/17 管:, 7.14 晨: month and day at the beginning of a row before who did or what was done
  [
    'date',
    new RegExp(
      `(?<=^|[\\n。;；，,：:] ?)((?:1[0-2]|0?[1-9])[./](?:3[01]|[12]\\d|0?[1-9]))(?=[日号]? ?(?:${ON_DAY}|[\\u4e00-\\u9fff]{1,3}[：:]|[\\u4e00-\\u9fff]{2,3} [\\u4e00-\\u9fff]))(?! ?(?:级|片|粒|支|处|例|量|剂|杯|碗|段|以上|患者))`,
      'dg',
    ),
    /\d[./]\d/,
  ],
  // 5/17 ... 5/18 ...: two rows that begin with days
  [
    'date',
    new RegExp(
      `(?<=^|[\\n。;；:：] ?)(${MONTH_DAY})(?= ?[\\u4e00-\\u9fff])(?=[^\\n]{0,80}[\\n。;；] ?(?:1[0-2]|0?[1-9])\\2\\d{1,2} ?[\\u4e00-\\u9fff])(?! ?(?:级|片|粒|支|处|例|量|剂|杯|碗|段))`,
      'dg',
    ),
    /\d[./-]\d/,
  ],
  // 住桐里弄27号, 租住柳湾新村: where somebody lives, up to a mark
  [
    'address',
    /(?:现?住|家在|居|住址|地址|租住|寄居|暂住|搬[到至])(?:在|于)?[ :：]?((?!院|进|了|过|出|所|处|宿|养|重症|监护|急诊|隔离|[\u4e00-\u9fff]{1,4}[科病])[\u4e00-\u9fff][\u4e00-\u9fff\d-]{1,20}?(?:\d号|弄|\d室|\d栋|\d幢|新村|[\u4e00-\u9fff]{2}村|巷|\d组|\d队|[\u4e00-\u9fff]{2}屯|[\u4e00-\u9fff]{2}寨|胡同|[\u4e00-\u9fff]{2}街|[\u4e00-\u9fff]{2}小区|公寓|大院|家园|花园|花苑|嘉园|苑|宿舍))(?=[,，。;；、) \n]|$)/dg,
    /住|家在|居|地址|搬/,
  ],
  // 在石门水库西岸库尾村钓鱼: a village by its name before what somebody did there
  [
    'address',
    /(?:在|于|到|去|回|从|自|来自)((?!这|那|某|该|本|当地|同|全|农|山|一个|附近|隔壁|邻|偏|老家农)[\u4e00-\u9fff]{2,12}(?<![农山乡渔新城中牧外本邻同全各该每进下回出驻])(?:村|屯|寨|镇|乡|水库|码头|渔场|农场|林场|牧场|茶场|果园|矿区|工地))(?=[钓务放打干喝吃劳种收割捕游玩旅探出居生上做接被骑摔跌遇溺失中晕掉落死自帮跑不的途附来,，。;；\n]|$)/dg,
    /[村屯寨镇乡]|水库|码头|[渔农林牧茶]场|果园|矿区|工地/,
  ],
]

/** What heads a list of the beds of a ward. */
const BOARD =
  /(?<![a-z])(?:hand ?over|hand ?off|white ?board|board round|ward round|bed (?:list|state|board)|huddle|board|sbar|night team|on[- ]call list|jobs list|to[- ]do|round)(?![a-z])/
/** b4 septic, c2 for theatre, dougie in d1: a letter with a number at the beginning of a clause of such a list, or behind "in". */
const BOARD_BEDS: readonly Form[] = [
  [
    'bed',
    /(?:(?<=^|[\n;:.,–—-] ?)|(?<=(?:^|[^a-z])(?:in|from|to|on|swap|with|and|bed) ))((?!b(?:1|2|6|12)(?!\d)|a1c|c[1-7] (?:fract|radic|lesion|level|injur|lamin|disc|root|cord|vert|myel|nerve|palsy|corpect)|d3|[a-h]0|d\d{1,2} (?:post|pod|of|day|after|since|abx|antibio|s\/p|p\/o|iv|oral))[a-h]\d{1,2})(?= (?!(?:ml|mg|mcg|pulley|fract|radic|lesion|level|defic|vitamin|disc|root|cord|vert)[a-z]*)[a-z(]|[,;:.–—-] ?[a-z]|[.;]|$)/dg,
  ],
]

/** Identifiers by their shape and their place in a row, whatever the label: codes, days, houses. Linear in the length of the text. */
export function findByShape({ text }: FoldedText): FoundIdentifier[] {
  return [...byForms(text, FORMS), ...(BOARD.test(text) ? byForms(text, BOARD_BEDS) : [])]
}
