import { matchesOf } from '@/lib/privacy/matches-of'
import { isChineseId, isLuhn, isOldChineseId } from '@/lib/privacy/check-digits'
import { EXTENSION } from '@/lib/privacy/find-phones'
import type { FoundIdentifier } from '@/lib/privacy/found-identifier'
import type { FoldedText } from '@/lib/clinical/text/fold-text'

/** A run of digits with single blanks or dashes between them, perhaps ending in x. */
interface DigitRun {
  from: number
  to: number
  digits: string
}

const RUN = /\d(?:[ -]?\d){6,60}x?/g
const UNIT_BEHIND = /^ {0,2}(?:iu|u\/|copies|cps|拷贝|\/|×|\*|个|ml|mg|g\/|kg|mmol|μ|%|\.\d|单位|万|元|x10)/
const WORD_IN_FRONT = /[a-z0-9._]$/
const WORD_BEHIND = /^[a-z0-9]/

function* digitRuns(text: string): Generator<DigitRun> {
  for (const { 0: surface, index: from } of matchesOf(text, RUN)) {
    yield { from, to: from + surface.length, digits: surface.replace(/[ -]/g, '') }
  }
}

/** Two numbers may stand side by side: the run as a whole first, then its pieces between blanks. */
function* readings(text: string, run: DigitRun): Generator<FoundIdentifier> {
  const whole = readRun(text, run)
  if (whole) yield whole
  const surface = text.slice(run.from, run.to)
  if (whole || !surface.includes(' ')) return
  let from = run.from
  for (const piece of surface.split(' ')) {
    const part = readRun(text, { from, to: from + piece.length, digits: piece.replaceAll('-', '') })
    if (part) yield part
    from += piece.length + 1
  }
}

const ID_LABEL = /(?:身份证|证件|id number|id no|id card|身份号码)[^\d\n]{0,8}$/
const CARD_LABEL = /(?:银行卡|卡号|账号|帐号|account|card)[^\d\n]{0,8}$/

type Reading = Pick<FoundIdentifier, 'kind' | 'confidence'>

function readLong(digits: string, before: string): Reading | null {
  if (/^\d{17}[\dx]$/.test(digits)) {
    const verdict = isChineseId(digits)
    if (verdict !== 'no') return { kind: 'id_number', confidence: verdict === 'valid' ? 'certain' : 'likely' }
  }
  if (ID_LABEL.test(before)) return { kind: 'id_number', confidence: 'likely' }
  if (digits.length === 15 && isOldChineseId(digits)) return { kind: 'id_number', confidence: 'likely' }
  if (digits.length < 16 || digits.length > 19) return null
  if (CARD_LABEL.test(before)) return { kind: 'account', confidence: 'certain' }
  return isLuhn(digits) && !digits.startsWith('0') ? { kind: 'account', confidence: 'likely' } : null
}

const MOBILE = /^(?:86)?1[3-9]\d{9}$/
const LAND = /^0\d{2,3}[ -]?\d{3,4}[ -]?\d{4}(?:[ -]\d{1,5})?$/
const BRITISH_MOBILE = /^(?:0|44 ?)7\d{3} ?\d{3} ?\d{3}$/
const ABROAD = /^[1-9]\d{0,2}[ -]?(?:\d[ -]?){7,12}$/
const SERVICE = /^[48]00[ -]?\d{3}[ -]?\d{4}$/
const NORTH_AMERICAN = /^\(?\d{3}[ -]\d{3}[ -]\d{4}$/
const PHONE_LABEL =
  /(?:电话|手机|联系方式|座机|固话|传真|致电|phone|tel|telephone|mobile|cell|fax|call)[^\d\n]{0,6}$/

function readPhone(surface: string, digits: string, before: string): Reading | null {
  if (MOBILE.test(digits)) return { kind: 'phone', confidence: 'certain' }
  if (LAND.test(surface) || SERVICE.test(surface) || NORTH_AMERICAN.test(surface)) {
    return { kind: 'phone', confidence: 'certain' }
  }
  if (BRITISH_MOBILE.test(surface)) return { kind: 'phone', confidence: 'certain' }
  if (before.endsWith('+') && ABROAD.test(surface)) return { kind: 'phone', confidence: 'certain' }
  return PHONE_LABEL.test(before) && digits.length <= 13 ? { kind: 'phone', confidence: 'certain' } : null
}

/** 0574-87031188转6215: the extension belongs to its number. */
const EXTENSION_BEHIND = new RegExp(`^${EXTENSION}(?!\\d)`)
/** How long an extension may be. */
const EXTENSION_MAX = 24

/** `+`, `(` and `+86` belong to a number. */
const leadIn = (before: string): number => /(?:\+|\(|\+86 )$/.exec(before)?.[0].length ?? 0

function readRun(text: string, { from, to, digits }: DigitRun): FoundIdentifier | null {
  const before = text.slice(Math.max(0, from - 20), from)
  const behind = text.slice(to, to + 8)
  if (WORD_IN_FRONT.test(before) || WORD_BEHIND.test(behind) || UNIT_BEHIND.test(behind)) return null
  const reading = readLong(digits, before) ?? readPhone(text.slice(from, to), digits, before)
  const extension =
    reading?.kind === 'phone' ? EXTENSION_BEHIND.exec(text.slice(to, to + EXTENSION_MAX)) : null
  return reading && { ...reading, from: from - leadIn(before), to: to + (extension?.[0].length ?? 0) }
}

/** (0731)84327719, (020) 7946 0182: an area code in brackets. */
const BRACKETED = /\(0\d{2,4}\) ?[- ]?\d{3,4}[ -]?\d{3,4}(?:[ -]?\d{1,4})?(?!\d|\.\d|%)/g

/** Mobile numbers with points between their groups, and those spelled in Chinese numerals, with 幺 for one as they are read aloud. */
const OTHER_MOBILES = [
  /(?<![\d.])1[3-9]\d[.·]\d{4}[.·]\d{4}(?![.\d])/g,
  /[一幺壹][三四五六七八九叁肆伍陆柒捌玖][〇零一幺二两三四五六七八九壹贰叁肆伍陆柒捌玖]{9}/g,
]

function* otherMobiles(text: string): Generator<FoundIdentifier> {
  for (const form of [...OTHER_MOBILES, BRACKETED]) {
    for (const { 0: surface, index: from } of matchesOf(text, form)) {
      yield { kind: 'phone', confidence: 'certain', from, to: from + surface.length }
    }
  }
}

/** Identity numbers, bank cards and telephone numbers, by their form, check digit and label. */
export function findNumbers({ text }: FoldedText): FoundIdentifier[] {
  return [...[...digitRuns(text)].flatMap((run) => [...readings(text, run)]), ...otherMobiles(text)]
}
