import table from '@/lib/clinical/assertion/drug-cues.json'

export type Verdict = 'stopped' | 'past' | 'planned' | 'avoided'
/** `turn` opens what takes another's place, `current` is given now, `kept` was not stopped or was taken up again. */
export type Said = Verdict | 'turn' | 'current' | 'kept'

export interface Pattern {
  says: Said
  pattern: RegExp
}

const compiled = (patterns: Readonly<Record<string, readonly string[]>>, flags?: string): Pattern[] =>
  Object.entries(patterns).map(([says, words]) => ({
    says: says as Said,
    pattern: new RegExp(words.join('|'), flags),
  }))

/** What stands in front of a drug, behind it, and in the heading over it; the first heading that fits counts. */
export const BEFORE = compiled(table.before, 'g')
export const BEHIND = compiled(table.behind, 'g')
export const HEADINGS = compiled(table.headings)

const DOSES =
  /\([^()]{0,24}\)|\d+(?:[.,]\d+)*(?: ?[-~] ?\d+)? ?(?:mg|g|mcg|μg|ug|ml|iu|u|units?|万u|片|粒|支|%)?(?:\/\w{1,4})?(?![a-z])|\b(?:qd|bid|tid|qid|qn|qod|q\d+h|od|bd|tds|qds|qhs|hs|daily|nightly|nocte|once|twice|weekly|a day|po|iv|sc|im|prn|xl|mr|sr|er)\b|每日|每晚|每天|一次|口服|静滴|皮下|(?:缓释|控释|肠溶|分散|泡腾|口崩|咀嚼|舌下|阴道)?(?:片|软?胶囊)|(?:混悬)?(?:滴剂|液)|凝胶|[软乳眼]膏|贴剂?|颗粒|[喷气粉][雾]剂|滴[眼鼻耳]液|口服液|糖浆|栓剂?|溶液|注射[液剂]|粉针|乳剂|搽剂|洗剂|吸入剂/g
/** The form in which a drug comes, right behind its name. */
export const FORM =
  /^(?:(?:缓释|控释|肠溶|分散|泡腾|口崩|咀嚼|舌下|阴道)?(?:片|软?胶囊)|凝胶|[软乳眼]膏|贴剂?|颗粒|滴剂|糖浆|栓剂?|注射[液剂]|口服液)/
/** Words without doses, routes and how often. */
export const withoutDoses = (words: string): string => words.replace(DOSES, '')
