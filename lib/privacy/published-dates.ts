import type { Identifier } from '@/lib/privacy/contract'

/** What is published: who writes guidelines, and what is said of their editions. */
const PUBLISHED =
  /(?:\b(?:NICE|SIGN|ESC|AHA|ACC|ADA|KDIGO|GOLD|GINA|WHO|CDC|FDA|EMA|MHRA|BNF|BTS|RCOG|BSR|ESMO|NCCN|ASCO|IDSA|Cochrane|guidelines?|guidance|updated?|published|revised|revision|version|edition|report|bundle|policy|protocol|formulary|consensus|statement|alert|pathway|issued?|v\d+(?:\.\d+)?)\b|指南|共识|规范|标准|专家|修订|更新|发布|印发|版本|第[一二三四五六七八九十\d]+版|说明书|通知|文件)[^.;。；\n]{0,28}$/i
/** A month of a year, without a day. */
const MONTH_ALONE =
  /^(?:[a-z]{3,9}\.?,? (?:19|20)\d{2}|(?:19|20)\d{2} ?年 ?(?:\d{1,2}|[一二三四五六七八九十]{1,3}) ?月|(?:0?[1-9]|1[0-2])\/(?:19|20)\d{2})$/i
/** What makes the month before it one of an edition: 2023年10月更新, 2021年6月版. */
const EDITED =
  /^(?:更新|发布|修订|印发|版|出版|起?(?:实施|生效|执行|施行|推荐|纳入|获批|上市)|第| ?(?:update|edition|version|guideline|guidance|release))/i

/** 11月14日是世界糖尿病日: a day that everybody keeps. */
const KEPT_BEFORE =
  /(?:世界|国际|全国|中国|全球|联合国)[\u4e00-\u9fff]{1,10}[日节周](?:[是为在:：(（]|定于|定在){0,2}$/
const KEPT_BEHIND =
  /^(?:[是为]|定为|[(（])?第?\d{0,3}个?(?:世界|国际|全国|中国|全球)[\u4e00-\u9fff]{1,10}[日节周]/

/** Whether a date is the month in which something was published, or a day that everybody keeps, which identifies nobody. */
export const isPublished = (text: string, { kind, start, end, surface }: Identifier): boolean =>
  kind === 'date' &&
  (KEPT_BEFORE.test(text.slice(Math.max(0, start - 20), start)) ||
    KEPT_BEHIND.test(text.slice(end, end + 20)) ||
    (MONTH_ALONE.test(surface) &&
      (PUBLISHED.test(text.slice(Math.max(0, start - 40), start)) || EDITED.test(text.slice(end, end + 12)))))
