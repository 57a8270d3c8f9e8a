import { BEFORE, BEHIND, type Said } from '@/lib/clinical/assertion/drug-cues'
import { isOfAnother, isStopDenied, isStopToCome } from '@/lib/clinical/assertion/stop-word'
import { CLAUSE_EDGE, SENTENCE_EDGE, sentenceTo } from '@/lib/clinical/text/edges'

/** How far a clause is looked at in front of a drug and behind it. */
export const REACH = 48
const SENTENCE = 80
/** How much may stand in front of a cue in the clause behind that of the drug. */
const LATE = 8
/** How near in front of the next drug a cue speaks of that one, and how near the one stands that takes a drug's place. */
const NEXT = 4
const TURN = 12

/** 甲药+乙药（今日全停）: a bracket that says it of all. */
export const BRACKET_OF_ALL = /^ ?\([^()，,\n]{0,6}(?:全|均|都|皆|两[药者]|一并|both|all)/

/** A word that a drug was begun, which no date behind it ends. */
export const BEGAN = /\b(?:re)?(?:started|commenced|initiated|begun|increased|since)\b|开始|启用|加用|起用/

/** 输头孢后皮疹，血压下降，立即停输: a clause that is nothing but a stop speaks of the drug of its sentence. */
const BARE_STOP =
  /[，,](?:先|立即|当即|即刻|遂|即|故|予以?|已|均|暂|现|今日?|昨日?|自行|嘱)*(?:停|撤)(?:输|药|用|服|注|泵|掉|了)*(?=[，,。；;、\n]|$)/
/** A year right behind a drug dates a course, unless it opened what goes on. */
const YEAR_BEHIND =
  /^ ?[(,，]? ?(?:(?:in|during|约|于) )?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* )?(?:19|20)\d\d(?!\d|[-/.]\d{1,2}[-/.]| ?(?:mg|ml|iu|u|units)\b|年?(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?:起|开始|至今|- ?\)|-(?:now|present|current)| onwards))/

/** A place of the text with the bound of what may be read behind it. */
export interface Behind {
  from: number
  limit: number
}

/** Where the sentence of a place ends, or what may be read of it. */
export const sentenceEnd = (edges: Uint8Array, { from, limit }: Behind): number =>
  Math.min(limit, sentenceTo(edges, from, SENTENCE))

/** What a cue of ending says: a stop that is denied or still to come keeps the drug. */
function weighed(
  text: string,
  says: Said,
  { cue, at, from = 0 }: { cue: string; at: number; from?: number },
): Said {
  if (says !== 'stopped' && says !== 'avoided') return says
  const word = at + Math.max(0, cue.search(/停|stop/))
  return isStopDenied(text, word) || isStopToCome(text, word, from) ? 'kept' : says
}

/** 下次恢复: a day to come puts off what is begun on it. */
const TO_COME =
  /(?:下次|下周|明[日天晨早]|明起|后天|择期|届时|出院后)[^，。；;]{0,8}$|\b(?:tomorrow|next (?:week|visit))\b/

/** What the cues in front of a drug say, the nearest first; a change that is only planned is a plan. */
export function saidBefore(clause: string): Said | null {
  let last: Said | null = null
  let place = { from: 0, to: 0 }
  let planned = false
  for (const { says, pattern } of BEFORE) {
    for (const { index, 0: cue } of clause.matchAll(pattern)) {
      planned ||= says === 'planned'
      const to = index + cue.length
      if (to < place.to || (to === place.to && index > place.from)) continue
      last = weighed(clause, says, { cue, at: index })
      place = { from: index, to }
    }
  }
  if (last === 'current' && TO_COME.test(clause)) return 'planned'
  return last === 'turn' && planned ? 'planned' : last
}

const DASH = 5
const FORMER = /前者|\bthe former\b/
const OWN_OBJECT =
  /^(?!药|了|过|掉|完|至|到|后|已|约|近|治疗|半|一|两|数|多|几|好|今|昨|因|于|其|该|此|上述|以上|这|那|再|使用|服用|口服|应用|输注)[\u4e00-\u9fff]{2,}/

/** What the first cue behind a drug says: in its clause, or at the beginning of the next. */
export function saidBehind(text: string, edges: Uint8Array, place: Behind): Said | null {
  const { from, limit } = place
  if (YEAR_BEHIND.test(text.slice(from, from + 32))) return 'past'
  let end = from
  let clauseTo = -1
  while (end < limit && end - from < REACH && edges[end] !== SENTENCE_EDGE) {
    // 甲药，因渗血，昨起停: the reason between is passed.
    const reason = clauseTo < 0 && /^[，,] ?(?:因|由于|鉴于)/.test(text.slice(end, end + 5))
    if (edges[end] === CLAUSE_EDGE && text[end] !== ':' && !reason) {
      if (clauseTo >= 0) break
      clauseTo = end
    }
    end += 1
  }
  // 甲药改乙药，前者停: of the drug in front.
  const [words = ''] = text.slice(from, end).split(FORMER)
  const reachesNext = end === limit && limit < text.length
  const clause = clauseTo < 0 ? words.length : clauseTo - from
  let first: { says: Said; at: number } | null = null
  for (const { says, pattern } of BEHIND) {
    for (const { index, 0: cue } of words.matchAll(pattern)) {
      // last dose at noon - not continued: a dash opens anew.
      const dash = words.lastIndexOf(' - ', index)
      const opened = dash < 0 ? clause : Math.max(clause, dash + DASH)
      const late = index > clause && index - opened > LATE
      const onlyNear = says === 'past' && index > clause && !/[无未效]/.test(cue)
      // Right in front of the next drug it speaks of that one, unless that one takes the place of this.
      const toNext = reachesNext ? words.length - index - cue.length : Infinity
      const reasoned = index < clause && /^(?:因|由于|致)/.test(words)
      // 昨停, 已停 right behind a drug speaks of that one, whatever is named next.
      const glued = index <= 3 && /[昨已现均今遂即]$/.test(words.slice(0, index))
      const near = says === 'turn' ? toNext > TURN : toNext < NEXT && !/\bto$|by$|with$/.test(cue)
      const closes = says !== 'turn' && clauseTo >= 0 && index < clause
      const leads = near && !reasoned && !glued && !closes
      // 氨氯地平5mg，未用抗凝药: a verb of the next clause that has an object of its own.
      const own = index > clause && OWN_OBJECT.test(words.slice(index + cue.length))
      const another = says === 'stopped' && index > clause && isOfAnother(words.slice(0, index))
      const began = says === 'past' && BEGAN.test(words.slice(0, index))
      if (late || onlyNear || leads || own || another || began || (first !== null && index >= first.at)) {
        continue
      }
      first = {
        says: says === 'turn' ? 'stopped' : weighed(text, says, { cue, at: from + index, from }),
        at: index,
      }
    }
  }
  if (first !== null) return first.says
  return BARE_STOP.test(text.slice(from, sentenceEnd(edges, place) + 1)) ? 'stopped' : null
}

/** The clause that ends at `to`, from the edge in front of it. */
export function clauseBefore(text: string, edges: Uint8Array, to: number): string {
  let from = to
  while (from > 0 && to - from < REACH && edges[from - 1] === 0) from -= 1
  return text.slice(from, to)
}
