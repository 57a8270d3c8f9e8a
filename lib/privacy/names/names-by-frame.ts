import type { FoldedText } from '@/lib/clinical/text/fold-text'
import { matchesOf } from '@/lib/privacy/matches-of'
import { isKindOfPeople, isPlaceholder } from '@/lib/privacy/names/name-context'
import { givenCost, givenMean, isCompoundSurname, isSurname, wordCost } from '@/lib/privacy/names/name-costs'
import type { HanName } from '@/lib/privacy/names/name-lattice'
import { isState } from '@/lib/privacy/names/name-slots'
import { oneOf } from '@/lib/privacy/one-of'
import words from '@/lib/privacy/names/slot-words.json'

const OPENS = '(?<=^|[,，。;；:：、!！?？\\n@“"（(])'
const CLOSES = '(?=[,，。;；:：、!！?？\\n）)”"]|$)'

/** A character that stands in given names at all. */
const GIVEN = -9.5
/** The characters of a pair that stands alone are on the average above this. */
const GOOD_GIVEN = -7.5
/** A word so common is no name in a frame. */
const COMMON = -10
/** A word so rare is a name in a frame that other words fit too. */
const RARE = -11.5

interface Frame {
  form: RegExp
  needs: RegExp
  name: HanName['form']
  role?: HanName['role']
  fits: (word: string) => boolean
}

const isRarePair = (word: string): boolean => (wordCost(word) ?? -99) < RARE
/** 明 in 明哥: a character of given names, which with the address behind is no relative, trade or number. */
const isCalledSo = (word: string): boolean =>
  !/^[大小老二三四五六七八九幺表堂师学嫂姑姨舅叔伯干亲义帅的空护阿我你他她您咱俺这那美丽公婆爷爸妈外长继养令家各和与跟给问叫对找请向让用从在把被于]/.test(
    word,
  ) &&
  givenCost(word[0] ?? '') > GIVEN &&
  wordCost(word) === undefined
/** Two or three characters that begin with a surname and are no common word of the ward. */
const isPerson = (word: string): boolean => {
  const length = isCompoundSurname(word.slice(0, 2)) && word.length > 2 ? 2 : 1
  return (
    (length === 2 || isSurname(word[0] ?? '')) &&
    !isKindOfPeople(word) &&
    !isPlaceholder(word) &&
    !isState(word) &&
    givenMean(Array.from(word.slice(length))) > GIVEN &&
    (wordCost(word) ?? -99) < COMMON
  )
}
/** 秀兰, 建国: two characters that are common in given names and no common word. */
const isGivenPair = (word: string): boolean =>
  givenMean(Array.from(word)) > GOOD_GIVEN &&
  isRarePair(word) &&
  !isKindOfPeople(word) &&
  !isPlaceholder(word) &&
  !isState(word)
/** 慧能, 觉明: what is read before the title of a monk or a priest. */
const isReligious = (word: string): boolean =>
  !/^(?:[一二三两几多某该各这那本位名个]|这位|那位|一位|寺院?|当地|住持|方丈|藏族|[\u4e00-\u9fff]?[的了])/.test(
    word,
  ) &&
  !isKindOfPeople(word) &&
  (wordCost(word) ?? -99) < COMMON

const FRAMES: readonly Frame[] = [
  // 明哥,16床的; 霞姐你帮我: a character of a given name with an address, called or speaking
  {
    form: new RegExp(
      `${OPENS}([\\u4e00-\\u9fff][哥姐叔婶嫂姨])(?=[,，。:：!！?？、\\n]|$|[你您说讲帮问来去]|今|明天|昨|在吗|辛苦|麻烦|好)`,
      'dg',
    ),
    needs: /[哥姐叔婶嫂姨]/,
    name: 'other',
    fits: isCalledSo,
  },
  // 刚子,明天你替我: a character with 子 that is called
  {
    form: new RegExp(
      `${OPENS}([刚强军勇伟涛辉鹏磊亮斌超凯浩峰杰柱虎喜福顺旺娟燕萍芳霞]子)(?=[,，:：!！])`,
      'dg',
    ),
    needs: /子[,，:：!！]/,
    name: 'other',
    fits: (word) => isRarePair(word) || wordCost(word) === undefined,
  },
  // 叫老魏的, 喊他二虎的
  {
    form: /(?:叫|喊|唤作|人称|外号|绰号)(?:他|她)?["“]?([大小老二三阿][\u4e00-\u9fff])["”]?(?=的(?:那|这|陪|护|病|患|家|人|男|女|老|小|孩|工|司|同|[,，。;；\n]|$))/dg,
    needs: /的/,
    name: 'other',
    fits: (word) => wordCost(word) === undefined || isRarePair(word),
  },
  // 为释妙行师父针灸, 慧能法师, 妙音师太: in front of the title of a monk, a nun or a priest
  {
    form: /(?<![解稀阐注诠保冰缓获假开])(释[\u4e00-\u9fff]{2})(?=师父|师傅|法师|大师|和尚|师太|尼师|方丈|住持|比丘|居士)/dg,
    needs: /释/,
    name: 'full',
    fits: (word) => !/^释(?:放|义|疑|然|怀|迦|药)/.test(word),
  },
  {
    form: /(?<=^|[,，。;；:：、\n（(]|[为请由与和经向找给])([\u4e00-\u9fff]{2,3}?)(?=(?:法师|禅师|和尚|道长|师太|尼师|神父|修女|牧师|方丈|喇嘛|活佛|阿訇|上人)(?![公分评指量计算]))/dg,
    needs: /法师|禅师|和尚|道长|师太|尼师|神父|修女|牧师|方丈|喇嘛|活佛|阿訇|上人/,
    name: 'other',
    fits: isReligious,
  },
  // 秀兰,74岁; 5床冬梅,; 老太太翠花夜里: a given name alone before an age, behind a bed or an address
  {
    form: new RegExp(
      `${OPENS}([\\u4e00-\\u9fff]{2})(?=[,，、（( ]{1,2}(?:[男女][,，、 ]?)?\\d{1,3} ?岁)`,
      'dg',
    ),
    needs: /岁/,
    name: 'other',
    role: 'patient',
    fits: isGivenPair,
  },
  {
    form: /(?:\d号?床|老太太|老奶奶|老爷爷|老大爷|老大娘|大娘|大爷|大妈|阿婆|阿姨)([\u4e00-\u9fff]{2})(?=[,，;；：:（(]|夜|今|昨|凌晨|诉|说|跌|摔|拒|要|不肯|走失|发热|入院|出院|家属)/dg,
    needs: /床|老太太|老奶奶|老爷爷|大[爷娘妈]|阿[婆姨]/,
    name: 'other',
    role: 'patient',
    fits: isGivenPair,
  },
  // 【尹和】请于: whom a message is for
  {
    form: /【([\u4e00-\u9fff]{2,3})】(?=[请您你:：,，])/dg,
    needs: /【/,
    name: 'full',
    role: 'patient',
    fits: isPerson,
  },
  // 糖妈问: a parent by the pet name of the child
  {
    form: /(?:(?<=^|[,，。;；:：、!！?？\n@“"])|(?<=[里叫跟]))([\u4e00-\u9fff]{1,2}[妈爸])(?=[问说:：])/dg,
    needs: /[妈爸][问说:：]/,
    name: 'other',
    fits: (word) => !/^[他她它我你您咱俺奶干姑舅姨后养亲继岳老宝孕准新爸妈患孩婴幼其这那的]/.test(word),
  },
  // 夏天妈妈打电话来: a child before who calls for it
  {
    form: new RegExp(
      `${OPENS}([\\u4e00-\\u9fff]{2,3}?)(?=(?:妈妈|爸爸|奶奶|爷爷|外婆|外公|姥姥|姥爷)(?:打|说|来|问|反映|诉|电|今|昨|称|要求|咨询|代))`,
      'dg',
    ),
    needs: /妈妈|爸爸|奶奶|爷爷|外婆|外公|姥姥|姥爷/,
    name: 'other',
    role: 'patient',
    fits: (word) =>
      !/^(?:患|病|该|孩|小孩|宝|婴|幼|新|他|她|我|你|您|其|这|那|某|两|双|本|母|父|准|全职|同|邻|年轻|单亲)|[的位名]$/.test(
        word,
      ) && !isKindOfPeople(word),
  },
  // 车前先生: a surname with what is a word before how a person is addressed
  {
    form: new RegExp(
      `(?:${OPENS}|(?<=[请由与和跟给向找]))([\\u4e00-\\u9fff]{2,3}?)(?=先生|女士|小姐|太太)`,
      'dg',
    ),
    needs: /先生|女士|小姐|太太/,
    name: 'full',
    fits: (word) =>
      (isSurname(word[0] ?? '') || isCompoundSurname(word.slice(0, 2))) &&
      !isKindOfPeople(word) &&
      isRarePair(word) &&
      !/[龄年位名的各该轻老婚育孕前患病者属]$|^(?:各|该|位|老|高龄|年|单身|有|和|与|请)/.test(word),
  },
  // 姓名邝,: a surname alone behind what asks for a name
  {
    form: /(?:姓名|姓氏|患者姓|病人姓) ?[:：]?([\u4e00-\u9fff])(?=[,，。;；、\n ]|$)/dg,
    needs: /姓/,
    name: 'surname',
    role: 'patient',
    fits: (word) => isSurname(word) && !/[无未略不同有]/.test(word),
  },
  // 小甜甜(患儿): what somebody is called at home with who it is in brackets
  {
    form: new RegExp(
      `${OPENS}([小阿][\\u4e00-\\u9fff]{1,2}|([\\u4e00-\\u9fff])\\2)(?=[（(](?:患儿|患者|病人|孩子|女儿|儿子|本人|家属|护工|护士|妹妹|姐姐|弟弟|哥哥)[)）])`,
      'dg',
    ),
    needs: /[（(]/,
    name: 'other',
    fits: (word) => !/^小(?:儿|孩|朋|学|便|腿)|^[爸妈爷奶姥哥姐弟妹叔姑舅婆公]/.test(word),
  },
  // 手写:凌云志 63 kg, 麻醉单 和风 70kg: in front of the weight, the grade or the sex of a sheet
  {
    form: /(?<=^|[:：\n|｜]|[单签条卡牌帖纸表]) ?([\u4e00-\u9fff]{2,3})(?=[ ,，]{1,2}(?:\d{2,3}(?:\.\d)? ?(?:kg|公斤|cm)|asa ?[ⅰⅱⅲⅳ1-5i]|[ab]?o?型?血?[+＋-]?rh|[男女] ))/dg,
    needs: /kg|公斤|cm|asa|rh|[男女] /,
    name: 'full',
    role: 'patient',
    fits: isPerson,
  },
  // 昆明/普外科/4.12, 昆明／普外科: who signs with the department behind
  {
    form: new RegExp(
      `(?<=^|[。;；!！\\n,，] ?)([\\u4e00-\\u9fff]{2,3})(?= ?[/／|｜] ?(?:${oneOf(words.signingUnits)}科?|[\\u4e00-\\u9fff]{1,6}科)(?: ?[/／|｜] ?\\d|[。\\n]|$))`,
      'dg',
    ),
    needs: /[/／|｜]/,
    name: 'full',
    role: 'clinician',
    fits: (word) =>
      !isState(word) && !/[科室诊疗院检查嘱房部站]|^(?:抄送|主送|会诊|随访|急诊|门诊|内科|外科)/.test(word),
  },
  // 评估者全福判定为: who did something before what only such a person does
  {
    form: new RegExp(
      `(?:${oneOf(words.judges)})([\\u4e00-\\u9fff]{2,3}?)(?=(?:均|亦|也|已|仍|再次|独立)?(?:判定|判读|判为|判|评定|评为|读为|认为|复核|复阅|签发|签署|签字|签名|确认|否认|宣读|陈述|供述|承认|申请|委托|起诉|称|诉|到场|未到|缺席|当庭|提出|主张|同意|拒绝))`,
      'dg',
    ),
    needs: new RegExp(oneOf(words.judges)),
    name: 'full',
    fits: (word) =>
      (isSurname(word[0] ?? '') || isCompoundSurname(word.slice(0, 2))) &&
      !isKindOfPeople(word) &&
      !/^[均亦也已仍再及和与需应须可能未同意]/.test(word),
  },
  // 被鉴定人常德胜,: who a paper of an office is about, up to a mark
  {
    form: new RegExp(`(?:${oneOf(words.judges)})[ :：]?([\\u4e00-\\u9fff]{2,3})${CLOSES}`, 'dg'),
    needs: new RegExp(oneOf(words.judges)),
    name: 'full',
    role: 'patient',
    fits: (word) =>
      (isSurname(word[0] ?? '') || isCompoundSurname(word.slice(0, 2))) &&
      !isKindOfPeople(word) &&
      !isPlaceholder(word) &&
      !/[意见结同时签到场认为章字]/.test(word),
  },
]

/** 检验者陈L., 申请者 张X.Y.: a surname with the initials of the rest; without points only behind who did something. */
const INITIALS =
  /([\u3400-\u9fff])(?:((?:[a-z]\. ?){1,3})(?![a-z\d])|([a-z]\.[a-z])(?![a-z\d])|(?<=[者人员师生士名字签:： ][\u3400-\u9fff])([a-z]{1,2})(?=[,，。;；、 \n）)]|$))/dg
const HAS_INITIALS = /[\u3400-\u9fff][a-z](?:\.|[a-z]?(?:[,，。;；、 \n）)]|$))/
/** Characters in front of a letter that is no initial: 型A, 第B. */
const NO_INITIAL = /[型第组类级区于为和与及有无查双单高明平安常方全时时同相光过能分]/
const DOER_BEFORE = /(?:[者人员师生士]|签[名字]|姓名)[ :：]{0,2}$/

function* withInitials({ text, original, starts }: FoldedText): Generator<HanName> {
  if (!HAS_INITIALS.test(text)) return
  for (const { 0: surface, 1: surname = '', 2: dotted, 3: inner, index: from } of matchesOf(text, INITIALS)) {
    if (!isSurname(surname) || NO_INITIAL.test(surname)) continue
    if (!/[A-Z]/.test(original[starts[from + 1] ?? 0] ?? '')) continue
    const points = (surface.match(/\./g) ?? []).length
    const told = DOER_BEFORE.test(text.slice(Math.max(0, from - 5), from))
    const begins = from === 0 || !/[\u3400-\u9fff]/.test(text[from - 1] ?? '')
    if (!told && !((dotted ?? inner) !== undefined && points > 0 && begins)) continue
    yield { from, to: from + surface.trimEnd().length, form: 'full', role: 'clinician', sure: false }
  }
}

/**
 * Names that the frame around them tells, whatever the tables say of the word: an address behind a given name, the title of a monk,
 * the weight on a sheet, the department of who signs, initials, who a paper of an office is about. Linear in the length.
 */
export function* namesByFrame(folded: FoldedText): Generator<HanName> {
  const { text } = folded
  for (const { form, needs, name, role, fits } of FRAMES) {
    if (!needs.test(text)) continue
    for (const match of matchesOf(text, form)) {
      const [from, to] = match.indices?.[1] ?? [0, 0]
      if (fits(text.slice(from, to))) yield { from, to, form: name, sure: false, ...(role ? { role } : {}) }
    }
  }
  yield* withInitials(folded)
}
