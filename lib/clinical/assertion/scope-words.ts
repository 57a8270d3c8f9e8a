import type { AssertedPlace, Assertion } from '@/lib/clinical/assertion/assertion'
import { sentenceTo } from '@/lib/clinical/text/edges'
import type { SectionKind } from '@/lib/clinical/text/find-sections'

/** A clause that goes on to speak of the person just named. */
export const OF_THE_SAME = /^ ?[;；,] ?(?:he|she|his|her|who|其|他|她)\b|^[；;](?:其|他|她)/

/** A list by its marks; the 及 of 闻及 and 累及 is none. */
export const LISTED = /、|(?<![闻触扪探累波涉顾普来])及|等$/

/** A 2-month history of: a span in front of a word of the past. */
export const OF_SPAN =
  /(?:(?:day|week|month|year|yr|wk|hour|hr|mth)s?['’]?|(?:\d|\d ?\/(?:7|52|12))|long|short|longstanding|chronic|\d ?[dwmy])[- ]? ?$/

/** Mum: PPROM, on sertraline; 母亲：…；…: a relative named in front of a colon heads the clauses behind it. */
export const HEADS_RELATIVE = /^ ?:(?! ?["“])/
/** A mark that ends a sentence, but not what a relative heads. */
export const AT_SEMICOLON = /[;；]/

/** 女儿自己, 姐姐出生时: whether a word right behind a relative is the relative's; a sibling has a birth to tell of. */
export const isOwnOf = (text: string, from: number, to: number): boolean =>
  text.slice(from, to) === '自己' ||
  (/^(?:出生|生后|新生儿)/.test(text.slice(from, to)) && /[哥姐弟妹兄]$/.test(text.slice(from - 1, from)))

/** What a section says of a place by default, unless words have closed that dimension. */
export function sectionSays(
  section: SectionKind,
  kind: NonNullable<AssertedPlace['kind']>,
  closed: ReadonlySet<keyof Assertion>,
): Partial<Assertion> {
  const illness = kind === 'diagnosis' || kind === 'procedure'
  if (section === 'family' && !closed.has('experiencer')) return { experiencer: 'relative' }
  if (section === 'birth' && kind !== 'drug' && kind !== 'test' && !closed.has('time')) {
    return { time: 'past' }
  }
  const earlier = section === 'past' || section === 'obstetric'
  if (earlier && illness && !closed.has('time')) return { time: 'past' }
  if (section === 'differential' && kind === 'diagnosis') return { certainty: 'suspected' }
  return {}
}

/** Longest way, in units, that a cue reaches. */
export const REACH = 90
/** The rest of the sentence, as far as a cue reaches. */
export const sentenceBehind = (text: string, edges: Uint8Array, from: number): string =>
  text.slice(from, sentenceTo(edges, from, REACH))
