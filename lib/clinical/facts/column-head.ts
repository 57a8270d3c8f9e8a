import { timeCueAt } from '@/lib/clinical/facts/time-cue'

/** 入院 | 出院: over a column, leaving alone is a time. */
const LEFT = /^(?:出院|转出)(?!前|后)/
/** Mar, 3月, wk4, C2: what heads a column by its count. */
const MONTH =
  /^(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*(?: ?['’]?(?:20)?\d\d(?![\d:/.]))?(?![a-z\d])|\d{1,2}月(?![\d前后余])|(?:19|20)\d\d年?(?![\d/.:-])|(?:wk|week|cycle|c) ?\d{1,2}(?![a-z\d]))/
/** 28/8, 8-28: a day over a column. */
const DAY = /^[0-3]?\d[/-][0-3]?\d(?![\d/.-])/
/** 术后1天, 住院第3天, POD 2: a day counted from an event, over a column. */
const COUNTED =
  /^(?:(?:术|产|治疗|入院|移植|溶栓)后|住院|入院)? ?第? ?\d{1,2}(?:[天日周]|小时|h)(?![前内])|^(?:post-?op |hospital )?(?:pod|day|hd|d) ?\d{1,2}(?![\d/.])/
const MAY_COUNT = /[\d第术产治入移溶住pdh]/
/** The time that heads a column at a place of a line: where it ends, and when it is; null where none stands. */
export const headAt = (line: string, at: number): { to: number; when: string | null } | null => {
  const left = LEFT.exec(line.slice(at, at + 3))
  if (left) return { to: at + left[0].length, when: 'now' }
  const month = MONTH.exec(line.slice(at, at + 12))
  if (month && !/[a-z]/.test(line[at - 1] ?? '')) return { to: at + month[0].length, when: 'past' }
  const day = /[\d/-]/.test(line[at - 1] ?? '') ? null : DAY.exec(line.slice(at, at + 6))
  if (day) return { to: at + day[0].length, when: 'past' }
  const cue = timeCueAt(line, at)
  const counted = MAY_COUNT.test(line[at] ?? '')
    ? (COUNTED.exec(line.slice(at, at + 20))?.[0].length ?? 0)
    : 0
  // 1h | 3h | post: the word behind heads a column of its own.
  const joined = cue !== null && / post$/.test(line.slice(at, cue.to))
  if (counted > 0 && (joined || at + counted > (cue?.to ?? 0)) && !/[a-z\d]/.test(line[at - 1] ?? '')) {
    return { to: at + counted, when: 'next' }
  }
  return cue?.when ? cue : null
}

/** When words are that are nothing but a time; null for others. */
export const whenOf = (words = ''): string | null => {
  for (let at = 0; at < words.length; at += 1) {
    const head = headAt(words, at)
    if (head && head.to === words.length) return head.when
  }
  return null
}
