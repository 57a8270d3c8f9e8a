import type { TimeCue } from '@/lib/clinical/facts/time-cue'
import type { Governing } from '@/lib/clinical/facts/timeline'

/** Before and after dialysis or a meal stand side by side: the one is past only where the other is told. */
export const PAIRED = /^(?:pre(?:-?dialysis)?$|before dialysis|透析前|透前|餐前|上机前)/

/** The words of those that are of a session of dialysis. */
export const SESSION = /^(?:pre-?dialysis|pre-?hd|before dialysis|透析前|透前|上机前)$/

/** What is told of another hospital or of before some event is earlier than what stands without a date, in front or behind. */
export const OF_BEFORE =
  /^(?:(?:on )?day [01]$|pre\b|pre-|before|prior|outside|osh|gp\b|dgh|referr|at the dgh|\d{1,2} ?w|孕|外院|院外|当地|社区|院前|县|省|市|镇|乡|卫生|诊所|转|旧|自带|at (?:the |an? )?[a-z ]*(?:hospital|facility|gp)|from |at (?:age |the age of |about )?\d|(?:at |by )?(?:age|aged) \d|at (?:his|her|the) \d|in clinic|in the clinic)|\d岁时?$|前$|医院$|(?<![入出住])院$/

/** Another hospital, or the way from there. */
export const ELSEWHERE =
  /^(?:outside|osh|referr|dgh|gp\b|at dgh|in dgh|at the dgh|ambulance|ems|param|in the amb|pre-?hosp|at (?:the )?scene|en route|in transit|外院|院外|当地|社区|院前|救护车|急救车|到达现场|现场[测查]|when (?:the )?(?:ambulance|paramedics|crew|ems)|120|他院|下级|基层|转运|途中|来院途中|送医|自带|携)|(?:医院|卫生院|诊所|途中|路上)$|^there$|\b(?:hospital|infirmary|facility|urgent care|home|practice|pcp)$/

/** A repeat of one value does not make all the others of the same hour earlier ones. */
export const REPEATED = /^(?:复查|复测|复检|再测|再查|复|repeat|repeated|rpt|recheck(?:ed)?|on recheck)$/

/** A day of this week, the emergency department, or the last there is: of now until the same is told of a later time. */
export const RECENT =
  /^(?:昨|前[天日晚]$|上?(?:周|星期)[一二三四五六日]|(?:\d|1[0-4]|[一二两三四五六七八九十]) ?[天日](?:前|之前)|急诊|yest|y'?day|(?:on |last )?(?:mon(?!th)|tue|wed|thu|fri|sat|sun)|(?:[1-7]|one|two|three|four|five|six|seven) days? (?:ago|back|earlier)|in (?:the )?(?:ed|a&e|ae|casualty)$|last (?:night|echo|scan|checked|measured|bloods?|labs?|results?|set|test|check)$)/

/** 今天测：…, today: …: what was measured on the day of the note. */
export const OF_TODAY = /^(?:今(?![年后])|today|this (?:morning|afternoon|evening|am|pm))/

/** 本次透前K 5.1: a laboratory value of this visit. */
const OF_THIS = /(?:[本此这][次回趟]|今[日天晨早]|\bthis (?:time|visit|sample|set))的?$/
export const isOfThis = (text: string, { from, to, when }: Governing | TimeCue): boolean =>
  OF_THIS.test(when === 'now' ? text.slice(from, to) : text.slice(Math.max(0, from - 12), from))

/** Of the last weeks: 上月抽血：…, Bloods last week: …. As the head of a set it is the newest there is. */
const OF_WEEKS =
  /^(?:上个?[周月](?![期经龄])|上星期|[月周][初底中]|[上中下]旬|(?:[1-4一二两三四] ?个?(?:周|星期)|半个?月|[1一] ?个?月)(?:前|之前)|last (?:week|wk|month|mth|mo|fortnight)|(?:[1-4]|one|two|three|four|a) (?:week|wk|fortnight)s? (?:ago|back|earlier)|(?:a|one|1) (?:month|mth|mo) (?:ago|back|earlier)|[1-4]\/52 (?:ago|back)|\d{1,2}\/7 (?:ago|back)|1\/12 (?:ago|back))/
/** 上周血：…，未再抽血, last bloods 3 weeks ago …, no repeat wanted: what was left at that is of then. */
const NOT_AGAIN =
  /^[^\n。]{0,100}(?:(?:未|没|没有|不|无需)再(?:抽血?|查|测|复查|化验|检)|未复查|\bno(?:t)? (?:repeats?|repeated|rechecked|bloods since)\b|\bnone since\b|\bnot for (?:further|repeat) bloods)/
const HEADED = /^[^，,。；;\n:]{0,16}:/
/**
 * Whether a cue is of a time so near that its values are of now until the same is told of a later one. Beside what was measured today
 * a set of weeks ago is none.
 */
export const isRecent = (
  text: string,
  { from, to, when }: Governing | TimeCue,
  measuredToday: boolean,
): boolean => {
  if (when !== 'past' && when !== 'earlier') return false
  const words = text.slice(from, to)
  if (NOT_AGAIN.test(text.slice(to, to + 120))) return false
  return (
    RECENT.test(words) || (!measuredToday && OF_WEEKS.test(words) && HEADED.test(text.slice(to, to + 20)))
  )
}
