import type { AssertedPlace, Assertion } from '@/lib/clinical/assertion/assertion'
import { asks, cueAt, skipGap, type CueAfter } from '@/lib/clinical/assertion/cues'
import { BRACKET_OF_ALL } from '@/lib/clinical/assertion/drug-words'
import { isOfAnother, isStopToCome } from '@/lib/clinical/assertion/stop-word'
import { CLAUSE_EDGE, SENTENCE_EDGE, sentenceFrom } from '@/lib/clinical/text/edges'

/** How far a cue may stand behind what it speaks of, a list between. */
const REACH = 40
const FAR_REACH = 44
const BRACKET_MAX = 24
const QUESTION_REACH = 40
const SEPARATOR = /^(?:[、/及和与或]|and |or )/
/** What may stand behind a cue that ends the taking of a drug, so that it ends this and not what is named next. */
const FAR_END =
  /^(?: ?(?:\d|[一二三四五六七八九十两半]|[)）(、]|today|yesterday|tonight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|last|spring|summer|autumn|winter|year|week|month|now|on |in |at |by|because|due|last|for |since|after|when|as |and |then|at |if |before|of his|of her|once|这|后|中|约|近|治疗|使用|服用)|$)/
/** Dose, route and how often, which may stand between a drug and its cue. */
const DOSING =
  /^(?: ?(?:\d[\d.,]*(?: ?[-~] ?\d+)? ?(?:mg|g|mcg|μg|ug|ml|iu|u|units?|%|片|粒|支|mmol|万u)?(?:\/(?:kg|h|d|min|天|日|kg\/h))?|qd|bid|tid|qid|qn|qod|q\d+h|od|bd|tds|qds|daily|nightly|nocte|once|twice|a day|weekly|monthly|po|iv|sc|im|prn|h\b|×\d+|x\d+|口服|静滴|静推|皮下|肌注|吸入|外用|缓释片|肠溶片|分散片|片|胶囊|注射液|钠|depot|gel|tablets?|each|每日|每天|每晚|一次|两次|三次|睡前)(?![a-z]))+/
const ARISING = /出现|发生|再发|加重|若|如/

type Said = Partial<Assertion>

/** What the text is, with its places and what has been said of those to the right. */
interface Behind {
  text: string
  edges: Uint8Array
  places: readonly AssertedPlace[]
  said: (Said | null)[]
  /** Where the cues stand that speak of what is in front of them. */
  used: Set<number>
  /** Drugs of which a bracket of their own has said it: the list in front does not share it. */
  bracketed: Set<number>
}

const isQuestion = ({ text, edges }: Behind, at: number): boolean =>
  asks(text.slice(sentenceFrom(edges, at, QUESTION_REACH), at))

/** 、伤寒等传染病史均否认: the kind of the list may stand between it and its cue. */
const KIND_OF_LIST =
  /^(?:等)?(?:[\u4e00-\u9fff]{0,4}(?:疾病|病史|病|史|症状|表现|体征|征象|征|改变|不适|药物|手术|接触)){1,2}(?=均|皆|都|亦|也|否认|未|无|没|阴|\(-)/
function kindEnd(text: string, at: number): number {
  return at + (KIND_OF_LIST.exec(text.slice(at, at + 16))?.[0].length ?? 0)
}

function bracketEnd(text: string, at: number): number {
  if (text[at] !== '(') return at
  const end = text.indexOf(')', at)
  return end > at && end - at < BRACKET_MAX ? end + 1 : at
}

/** A cue that ends the taking of a drug ends this one, not what is named right behind it. */
function endsHere({ text, edges, places }: Behind, index: number, cueTo: number): boolean {
  if (edges[cueTo] !== 0 || FAR_END.test(text.slice(cueTo, cueTo + 12))) return true
  const place = places[index]
  let i = index + 1
  while ((places[i]?.from ?? cueTo) < cueTo) i += 1
  const next = places[i]
  const near = place !== undefined && cueTo - place.to < 14 && !/[，,]/.test(text.slice(place.to, cueTo))
  return near && !(next?.kind === 'drug' && next.from - cueTo < 4) && /[a-z]/.test(text[cueTo - 1] ?? '')
}

/** What stands between a verb and its object: CTPA已排除肺栓塞, CTPA excluded a large embolus. */
const isObject = (gap: string): boolean => gap === '' || /^ (?:(?:an?|any|the|acute|[a-z]+al) )?$/.test(gap)

/** A list whose line opens with a mark: (-) fever (+) nausea. */
const MARKED_BEFORE = /(?:^|[\n:.;]) ?\([-+]\) [^\n:.;]*(?<=\([-+]\) )$/

const WEIGHS = /(?:排除|除外|考虑)$/

function holds(cue: CueAfter, behind: Behind, { index, cueTo }: { index: number; cueTo: number }): boolean {
  const { text, edges, places } = behind
  const place = places[index]
  if (!place || (cue.kinds && !cue.kinds.includes(place.kind ?? 'finding'))) return false
  // (-) fever (-) syncope: the marks of such a list stand in front of what they speak of.
  if (
    text[cueTo - 1] === ')' &&
    MARKED_BEFORE.test(text.slice(Math.max(0, place.from - REACH), place.from))
  ) {
    return false
  }
  // 肺部感染不除外肺结核: the verb speaks of what it stands in front of.
  const weighsNext =
    places[index + 1]?.from === cueTo && WEIGHS.test(text.slice(Math.max(0, cueTo - 5), cueTo))
  if (weighsNext) return false
  // CTPA已排除肺栓塞: what a test excludes stands behind.
  const next = places[index + 1]
  if (
    cue.says.polarity === 'absent' &&
    place.kind === 'test' &&
    next &&
    isObject(text.slice(cueTo, next.from))
  ) {
    return false
  }
  if (cue.closing && edges[cueTo] === 0 && !/[ 、)\]]/.test(text[cueTo] ?? ' ') && text[cueTo - 1] !== ')') {
    return false
  }
  if (
    cue.id === 'negative_word' &&
    text.slice(cueTo - 3, cueTo) === ' no' &&
    /^ [a-z]/.test(text.slice(cueTo, cueTo + 2))
  ) {
    return false
  }
  if (cue.far && cue.needs !== 'replacement' && !endsHere(behind, index, cueTo)) return false
  if (cue.needs === 'arising') return ARISING.test(text.slice(Math.max(0, place.from - REACH), place.from))
  if (cue.needs !== 'replacement') return true
  return next?.kind === 'drug' && next.from - cueTo < BRACKET_MAX
}

const isComplaint = ({ kind }: AssertedPlace): boolean =>
  kind === undefined || kind === 'symptom' || kind === 'finding' || kind === 'diagnosis'

/** sepsis ?source: what is open is the cause. */
const OPEN_CAUSE =
  /^\? ?(?:source|cause|a?etiology|origin|focus|trigger|reason|secondary|2°|due|why|原因|病因|来源|诱因)/

/** What the cues that end right behind `at` say of the place; null where none stands there. */
function cueSays(
  behind: Behind,
  index: number,
  { at, limit }: { at: number; limit?: number | undefined },
): Said | null {
  const { text } = behind
  const cue = cueAt(text, at, limit)
  if (!cue) return null
  if (text[at] === '?' && (OPEN_CAUSE.test(text.slice(at, at + 14)) || isQuestion(behind, at))) return null
  const place = behind.places[index]
  if (place && !isComplaint(place) && isStopToCome(text, at, place.to)) return null
  const held = cue.after.filter((one) => holds(one, behind, { index, cueTo: cue.to }))
  if (held.length === 0) return null
  behind.used.add(at)
  return held.reduce<Said>((all, { says }) => ({ ...all, ...says }), {})
}

/** `胸痛3小时，现已缓解`, `chest pain, now resolved`: said in the next clause, of nothing else. */
const RESOLVED_LATER =
  /^(?:\d+(?:余)?(?:小时|天|日|分钟|周|月)(?:余)?)?[，,] ?(?:\d{2,3}[mf][,，] ?)?(?:(?:(?:now|since|all|has|have|currently) )*(?:resolved|subsided|settled|gone)(?![a-z])|(?:现|目前|今|后)?(?:已|均|已完全|完全)?(?:缓解|消失|消退)(?=[，。；;,\n]|$))/

/** HIV, hepatitis B and syphilis negative: a list that opens its sentence and closes with an and shares what stands behind it. */
const OPENS = /(?:^|[\n.;:]) ?$/
const [COMMA, LAST] = [/^, (?:or |and )?$/, /^(?: [a-z]+)?,? (?:and|or) $/]
function isOfList({ text, places, said }: Behind, index: number): boolean {
  const first = places[index]
  if (!first || !OPENS.test(text.slice(Math.max(0, first.from - 2), first.from))) return false
  for (let i = index; i + 1 < places.length && i - index < 8; i += 1) {
    const gap = text.slice(places[i]?.to, places[i + 1]?.from)
    if (LAST.test(gap)) return i > index && said[i + 1]?.polarity === 'absent'
    if (!COMMA.test(gap)) return false
  }
  return false
}

/** 突发意识丧失、颈动脉搏动未及: what a verb tells as there is not denied with the unknown name that follows it. */
const isTold = (text: string, { from }: AssertedPlace): boolean =>
  /(?:突发|突然|突起|骤起|出现|发生|伴有?|并有|可见|呈|诉|发现)$/.test(
    text.slice(Math.max(0, from - 4), from),
  )

function saidBehind(behind: Behind, index: number): Said | null {
  const { text, edges, places, said } = behind
  const place = places[index]
  if (!place) return null
  if (isComplaint(place) && RESOLVED_LATER.test(text.slice(place.to, place.to + REACH))) {
    return { time: 'stopped' }
  }
  let nextIndex = index + 1
  let listed = false
  let strange = false
  for (let at = place.to; at <= text.length && at - place.to < REACH;) {
    const next = places[nextIndex]
    // 喉鸣消失: what is asked about as a word of its own may be the cue as well.
    if (next?.from === at && at === place.to && cueAt(text, at)?.to === next.to) {
      const own = cueSays(behind, index, { at })
      if (own) return own
    }
    if (next && at >= next.from) {
      const shared = listed || at === place.to
      return shared && !behind.bracketed.has(nextIndex) ? (said[nextIndex] ?? null) : null
    }
    const cue = cueSays(behind, index, { at, limit: next?.from })
    if (cue) return strange && cue.polarity === 'absent' && isTold(text, place) ? null : cue
    const pastGap = Math.min(Math.max(skipGap(text, at), kindEnd(text, at)), next?.from ?? text.length)
    const dosing = place.kind === 'drug' ? (DOSING.exec(text.slice(at, at + REACH))?.[0].length ?? 0) : 0
    const pastBracket = bracketEnd(text, at)
    if (dosing > 0 && at + dosing <= (next?.from ?? text.length)) at += dosing
    else if (
      place.kind === 'drug' &&
      text[at] === '(' &&
      cueSays(behind, index, { at: at + 1, limit: next?.from })
    ) {
      if (!BRACKET_OF_ALL.test(text.slice(at, at + REACH))) behind.bracketed.add(index)
      return cueSays(behind, index, { at: at + 1, limit: next?.from })
    } else if (pastGap > at) at = pastGap
    else if (pastBracket > at) {
      at = pastBracket
      while ((places[nextIndex]?.from ?? Infinity) < at) nextIndex += 1
    } else if (SEPARATOR.test(text.slice(at, at + 4))) {
      listed = true
      at += 1
    } else if (text[at] === ':' && !listed) at += 1
    else if (text[at] === ',' && isOfList(behind, index)) return { polarity: 'absent' }
    else if (edges[at] !== 0 || !listed || cueAt(text, at)) return null
    else {
      strange = true
      at += 1
    }
  }
  return null
}

/** A cue that reaches back over a reason: 因皮疹停用, used, completed. It stands before the next drug and the end of the sentence. */
function saidFar(behind: Behind, index: number): Said | null {
  const { text, edges, places } = behind
  const place = places[index]
  if (place?.kind !== 'drug') return null
  let limit = text.length
  for (let i = index + 1; i < places.length; i += 1) {
    if (places[i]?.kind === 'drug') {
      limit = places[i]?.from ?? limit
      break
    }
  }
  let clauses = 0
  for (
    let at = place.to;
    at < Math.min(limit, place.to + FAR_REACH) && edges[at] !== SENTENCE_EDGE;
    at += 1
  ) {
    if (edges[at] === CLAUSE_EDGE) clauses += 1
    if (clauses > 1) return null
    const cue = cueAt(text, at, limit)
    const far =
      cue && (isStopToCome(text, at, place.to) || isOfAnother(text.slice(place.to, at)))
        ? []
        : (cue?.after.filter(
            (one) =>
              one.far === true &&
              (clauses === 0 || one.says.time !== 'planned') &&
              holds(one, behind, { index, cueTo: cue.to }),
          ) ?? [])
    if (cue && far.length > 0) {
      behind.used.add(at)
      const opens = skipGap(text, place.to)
      if (
        text[opens] === '(' &&
        bracketEnd(text, opens) > at &&
        !BRACKET_OF_ALL.test(text.slice(opens, opens + REACH))
      ) {
        behind.bracketed.add(index)
      }
      return far.reduce<Said>((all, { says }) => ({ ...all, ...says }), {})
    }
    if (cue) at = Math.max(at, cue.to - 1)
  }
  return null
}

/**
 * What the cues behind each place say of it, from right to left: 肝掌、蜘蛛痣未见, HBsAg(-), 肺炎待排. A list shares the cue
 * behind its last member.
 */
export function assertBehind(
  text: string,
  edges: Uint8Array,
  places: readonly AssertedPlace[],
): Pick<Behind, 'said' | 'used'> {
  const behind: Behind = {
    ...{ text, edges, places, said: places.map(() => null) },
    ...{ used: new Set(), bracketed: new Set() },
  }
  for (let i = places.length - 1; i >= 0; i -= 1) behind.said[i] = saidBehind(behind, i) ?? saidFar(behind, i)
  return behind
}
