import type { TimedPlace } from '@/lib/clinical/facts/timed-place'

/** Ca 2.1 (corrected 2.3): one measurement, reckoned anew. */
export const RECKONED = /[(（] ?(?:corr|adj|校正|纠正)/
/** How far apart two values may stand to be compared. */
const APART = 600
/** Two values of one label that stand side by side: another arm, posture, meal, eye, air. */
const ASIDE =
  /[左右](?!右)|卧|坐|立位|餐|空腹|空气|未吸氧|\barm\b|\bleft\b|\bright\b|lying|standing|supine|sitting|fasting|postprandial|walk|exertion|exercis|stairs|ambulat|at rest|活动后|行走|步行|运动后|静息|安静/
/** IOP R 14 L 16: both eyes of one measurement. */
const EYES = /^ ?(?:mmhg)?[,;/ ]{0,3}(?:[lr]|o[ds]|le|re)[: ]{0,2}$/
/** How far from a value its side stands. */
const SIDE = 20

/** Whether two values of one label are one measurement at two times: near each other, different, and of one side, posture or meal. */
export const areComparable = (text: string, place: TimedPlace, next: TimedPlace): boolean =>
  next.from - place.to < APART &&
  next.value !== place.value &&
  !RECKONED.test(text.slice(place.to, next.from)) &&
  // The key of an eye pressure tells the eye.
  (/^iop (?:right|left)$/.test(place.key) || (!isAside(text, place) && !isAside(text, next))) &&
  !(place.key.startsWith('iop ') && EYES.test(text.slice(place.to, next.from))) &&
  !isCheck(text, place, next)

/** Whether a value is told to be of one side, posture or meal: in its label, right in front of it or in the bracket behind it. */
export const isAside = (text: string, { from, to }: TimedPlace): boolean =>
  ASIDE.test(
    (/[^。；;，,\n]*$/.exec(text.slice(Math.max(0, from - SIDE), from))?.[0] ?? '') +
      text.slice(from, to) +
      (/^ ?(?:\([^()\n]{1,12}\)|(?:on |in |at |after |post |with )?(?:a )?(?:\d{1,3} ?-?[a-z]{1,7} )?[a-z]{2,10} ?(?:arm|leg)?)/.exec(
        text.slice(to, to + SIDE),
      )?.[0] ?? ''),
  )

/** BP 172/112（复测168/108）, 151/98 (20:05: 149/96), 休息半小时复测: a pressure taken again at once is of the same hour, whatever was first. */
export const isCheck = (text: string, place: TimedPlace, next: TimedPlace): boolean =>
  place.key === 'pressure' && CHECK.test(text.slice(place.to, next.from))
const CHECK =
  /^ ?(?:\( ?|[，,] ?(?:休息|静坐|平卧)[^，,。；;\n]{0,8})(?:复测|复查|再测|repeat(?:ed)?|rpt)[a-z: ]{0,8}$|^ ?\( ?(?:at |@ ?)?(?:[01]?\d|2[0-3])[:.：]?[0-5]\d ?(?:h|hrs)? ?[:：]? ?$/
