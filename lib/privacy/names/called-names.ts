import { matchesOf } from '@/lib/privacy/matches-of'
import { isFunctional, isHan } from '@/lib/privacy/names/name-context'
import { isFrequentSurname, isSurname, wordCost } from '@/lib/privacy/names/name-costs'
import type { HanName } from '@/lib/privacy/names/name-lattice'

const DIMINUTIVE = /(?:[小老]|(?<![\u3400-\u9fff](?<![里跟和给问让找叫由与]))大)(?=[\u3400-\u9fff])/g
/** What a person called 老张 does, or nothing at all. */
const DOES =
  /^(?:[^\u3400-\u9fff\da-z.%]|$|[说诉讲问答病既否承自平饮睡用服的今昨又也却在去来已两俩三等还想要家儿女妻太从把被跟和与给让叫陪今明刚正再仍则先总没不吃喝睡吐咳发血复查术入出转住拒签同体胸头腹夜凌早晚中下上输排翻走坐站起醒回开换打测抽做请哭找负值带接送管写记交情食精尿大肚腿手脚眼心他她你现喘摔晕走])/
/** 床|老张, 跟|老张: no longer word ends in front of it. */
const MAY_PRECEDE = /[士师生长妈爸说床号和跟与给让叫找问向对陪请是的嘱由托帮替代让同约、]$/
/** 病人小邬: whoever stands in front is a person. */
const TOLD_BEFORE =
  /(?:病人|患者|护士|医生|家属|同事|老师|师傅|室友|病友|工友|邻居|我是|我叫|实习生|规培|[检查护保洁陪驾导调技]员|大爷|大妈|阿姨|大叔|院长|书记|队长|村医|校医|厂医|司机|护工|民工|保姆)$/
/** Surnames that make words with 小 and 老 too. */
const NOT_CALLED = /[白黄金牛马龙车鱼包米麦叶管毛时方单项年公成房左左关平师文应水山安全常花虎乐景明强]/

/** 小顾护士, 小常说: a title or what only a person does stands behind any surname. */
const ACTS =
  /^(?:护士|医生|大夫|老师|同学|师傅|阿姨|先生|女士|姐|哥|说|讲|值班|交班|接班|来电|打电话|主任|在岗|负责|帮忙|已交|去送|去拿|去取)/

/** 老张又咳血, 6床小李: a surname alone behind 小 or 老. */
export function* diminutives(text: string): Generator<HanName> {
  for (const { index } of matchesOf(text, DIMINUTIVE)) {
    const from = index + 1
    const surname = text[from] ?? ''
    const before = text[index - 1]
    const told =
      isSurname(surname) &&
      !isFunctional(surname) &&
      TOLD_BEFORE.test(text.slice(Math.max(0, index - 3), index))
    const acts = isSurname(surname) && ACTS.test(text.slice(from + 1, from + 4))
    if (acts && wordCost(text.slice(index, from + 1)) === undefined && !/[\d大]/.test(before ?? '')) {
      yield { from, to: from + 1, form: 'surname', sure: false }
      continue
    }
    if (!(isFrequentSurname(surname) || told) || NOT_CALLED.test(surname)) continue
    if (isHan(before) && !told && !MAY_PRECEDE.test(before ?? '')) continue
    if (wordCost(text.slice(index, from + 1)) !== undefined && /[a-z\d]/.test(before ?? '')) continue
    if (
      !DOES.test(text.slice(from + 1, from + 2)) ||
      (text[from + 1] !== '说' && isHan(text[from + 1]) && wordCost(text.slice(from, from + 2)) !== undefined)
    ) {
      continue
    }
    yield { from, to: from + 1, form: 'surname', sure: false }
  }
}

const CALLED_BY_AH =
  /(?<![\u3400-\u9fff](?<![里叫跟和给问对让是请由]))阿(?![司片托莫奇胶婆姨公伯爷妈爹昔米维替普苯卡德加贝瑞波法达仑立帕西扎糖是卡戈])[\u4e00-\u9fff](?=[说讲称诉问来去打给她他的在])/g
const DOUBLED = /([\u4e00-\u9fff])\1(?=[妈爸]|奶奶|爷爷|外婆|外公|姥姥|姥爷|家长)/g
/** 小雨妈妈: a child by its pet name. */
const CHILD =
  /(?<![\u3400-\u9fff])小(?![儿孩学区朋组班伙姑妹弟哥姐产月便])[\u4e00-\u9fff](?=妈妈|爸爸|奶奶|爷爷|外婆|外公|姥姥|姥爷|家长)/g
/** 患儿小豆子，4岁, 宝宝糖糖8月龄: what a child is called between who it is and its age. */
const CHILD_BEFORE_AGE =
  /(?:患儿|宝宝|宝贝|孩子|小孩|婴儿|幼儿|小朋友|小患者)(小(?![便时于心腿脑肠儿孩学])[\u4e00-\u9fff]{1,2}|([\u4e00-\u9fff])\2)(?=[ ,，、(（]{0,2}(?:男|女|\d{1,2} ?(?:岁|个?月|天|周)))/dg
const NOT_DOUBLED = /[爸妈奶爷姥哥姐弟妹叔姑舅婆公宝太伯婶慢常天人刚仅渐等]/

/** 阿芬说, 盼盼妈: what somebody is called at home. */
export function* petNames(text: string): Generator<HanName> {
  for (const { index: from } of matchesOf(text, CALLED_BY_AH)) {
    yield { from, to: from + 2, form: 'other', sure: false }
  }
  for (const { index: from } of matchesOf(text, CHILD)) {
    yield { from, to: from + 2, form: 'other', role: 'patient', sure: false }
  }
  for (const match of matchesOf(text, CHILD_BEFORE_AGE)) {
    const [from, to] = match.indices?.[1] ?? [0, 0]
    if (match[2] === undefined || !NOT_DOUBLED.test(match[2])) {
      yield { from, to, form: 'other', role: 'patient', sure: false }
    }
  }
  for (const { 1: unit = '', index: from } of matchesOf(text, DOUBLED)) {
    if (!NOT_DOUBLED.test(unit)) yield { from, to: from + 2, form: 'other', role: 'patient', sure: false }
  }
}

/** 小顾, 老钱: how somebody is called belongs to the name, but not the end of 大小 or 不老. */
export const isCalled = (text: string, at: number): boolean =>
  /[小老大]/.test(text[at - 1] ?? '') &&
  !(text[at - 1] === '大' && /(?![里跟和给问让找叫由与])[\u3400-\u9fff]/.test(text[at - 2] ?? '')) &&
  !/[大不最很]/.test(text[at - 2] ?? '')
