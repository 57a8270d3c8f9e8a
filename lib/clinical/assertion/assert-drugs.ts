import type { AssertedPlace, Assertion } from '@/lib/clinical/assertion/assertion'
import { BEFORE, BEHIND, withoutDoses, type Said, type Verdict } from '@/lib/clinical/assertion/drug-cues'
import { Headings } from '@/lib/clinical/assertion/drug-headings'
import { switchOf, type Switch } from '@/lib/clinical/assertion/drug-switch'
import { isResumed, isStopDenied, isStopToCome } from '@/lib/clinical/assertion/stop-word'
import { CLAUSE_EDGE, SENTENCE_EDGE } from '@/lib/clinical/text/edges'

/** How far a clause is looked at in front of a drug and behind it. */
const REACH = 48
const SENTENCE = 80
/** How much may stand in front of a cue in the clause behind that of the drug. */
const LATE = 8
/** How near in front of the next drug a cue speaks of that one, and how near the one stands that takes a drug's place. */
const NEXT = 4
const TURN = 12
/** How near behind a drug the word stands that it was started. */
const NEAR = 24

const CLOSE = /^ ?(?:[、/+&-]|和|及|与|或|以及|联合|and|or|, ?and)? ?$/
const LOOSE = /^[\s,，]*(?:and|及|和)?[\s]*$/
/** What speaks of all the members of a list, also where commas part them. */
const OF_ALL = /^ ?[:：(-]? ?(?:均|都|皆|全部|一并|both|all|were|have both|have all)/
type Join = 'close' | 'loose' | null

/** How two drugs that follow each other are joined: as one, as members of a list, or not at all. */
function joinOf(text: string, from: number, to: number): Join {
  if (to - from > REACH || to < from) return null
  const gap = withoutDoses(text.slice(from, to))
  if (CLOSE.test(gap)) return 'close'
  return LOOSE.test(gap) ? 'loose' : null
}

/** 输头孢后皮疹，血压下降，立即停输: a clause that is nothing but a stop speaks of the drug of its sentence. */
const BARE_STOP =
  /[，,](?:先|立即|当即|即刻|遂|即|故|予以?|已|均|暂|现|今日?|昨日?|自行|嘱)*(?:停|撤)(?:输|药|用|服|注|泵|掉|了)*(?=[，,。；;、\n]|$)/
/** A year right behind a drug dates a course, unless it opened what goes on. */
const YEAR_BEHIND =
  /^ ?[(,，]? ?(?:(?:in|during|约|于) )?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* )?(?:19|20)\d\d(?!\d|[-/.]\d{1,2}[-/.]| ?(?:mg|ml|iu|u|units)\b|年?(?:\d{1,2}月)?(?:\d{1,2}[日号])?(?:起|开始|至今|- ?\)|-(?:now|present|current)| onwards))/

/** A place of the text with the bound of what may be read behind it. */
interface Behind {
  from: number
  limit: number
}

function sentenceEnd(edges: Uint8Array, { from, limit }: Behind): number {
  let end = from
  while (end < limit && end - from < SENTENCE && edges[end] !== SENTENCE_EDGE) end += 1
  return end
}

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

/** What the cues in front of a drug say, the nearest first; a change that is only planned is a plan. */
function saidBefore(clause: string): Said | null {
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
  return last === 'turn' && planned ? 'planned' : last
}

/** What the first cue behind a drug says: in its clause, or at the beginning of the next. */
function saidBehind(text: string, edges: Uint8Array, place: Behind): Said | null {
  const { from, limit } = place
  if (YEAR_BEHIND.test(text.slice(from, from + 32))) return 'past'
  let end = from
  let clauseTo = -1
  while (end < limit && end - from < REACH && edges[end] !== SENTENCE_EDGE) {
    if (edges[end] === CLAUSE_EDGE && text[end] !== ':') {
      if (clauseTo >= 0) break
      clauseTo = end
    }
    end += 1
  }
  const words = text.slice(from, end)
  const reachesNext = end === limit && limit < text.length
  const clause = clauseTo < 0 ? words.length : clauseTo - from
  let first: { says: Said; at: number } | null = null
  for (const { says, pattern } of BEHIND) {
    for (const { index, 0: cue } of words.matchAll(pattern)) {
      const late = index > clause && index - clause > LATE
      const onlyNear = says === 'past' && index > clause && !/[无未效]/.test(cue)
      // Right in front of the next drug it speaks of that one, unless that one takes the place of this.
      const toNext = reachesNext ? words.length - index - cue.length : Infinity
      const reasoned = index < clause && /^(?:因|由于|致)/.test(words)
      // 昨停, 已停 right behind a drug speaks of that one, whatever is named next.
      const glued = index <= 3 && /[昨已现均今遂即]$/.test(words.slice(0, index))
      const near = says === 'turn' ? toNext > TURN : toNext < NEXT && !/\bto$|by$|with$/.test(cue)
      const closes = says !== 'turn' && clauseTo >= 0 && index < clause
      const leads = near && !reasoned && !glued && !closes
      const began = says === 'past' && BEGAN.test(words.slice(0, index))
      if (late || onlyNear || leads || began || (first !== null && index >= first.at)) continue
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
function clauseBefore(text: string, edges: Uint8Array, to: number): string {
  let from = to
  while (from > 0 && to - from < REACH && edges[from - 1] === 0) from -= 1
  return text.slice(from, to)
}

const VERDICTS: Readonly<Record<Verdict | 'kept', Partial<Assertion>>> = {
  stopped: { time: 'stopped' },
  past: { time: 'past' },
  planned: { time: 'planned' },
  avoided: { polarity: 'absent' },
  kept: { polarity: 'present', time: 'now' },
}

const isPlain = ({ polarity, experiencer, time, modality, certainty }: Assertion): boolean =>
  polarity === 'present' &&
  experiencer === 'patient' &&
  time === 'now' &&
  modality === 'real' &&
  certainty === 'certain'

const BEGAN = /\b(?:re)?(?:started|commenced|initiated|begun|increased|since)\b|开始|启用|加用|起用/
const STARTED =
  /\b(?:re)?(?:started|commenced|initiated|begun)(?: on)? (?:[a-z]+ )?$|(?:开始|起)(?:口?服用?|使用|用|吃|予)$/
/** no chest pain on nitrates: what is denied is not the drug. */
const DENIED_ON =
  /\b(?:no|without|denies)(?! longer\b)(?: [a-z]+){1,4} (?:on|despite|since|after|with|while on|under) (?:[a-z]+ )?$/
/** Words that open a question; `?start amiodarone` asks as well. What somebody is on is not what is asked about. */
const ASKS = /想问|请问|咨询/
const WHILE_ON = /^[^，。；;?]{0,4}(?:期间|时|后|基础上|同时|的(?:患者|病人))|^ (?:users?|therapy|patients?)/
const TAKING =
  /(?:正在|目前|现|长期|一直|已)[^，。；;]{0,4}$|\b(?:is|are|already|currently|while|takes?|taking) (?:on )?$|\bon $/

/** Whether somebody only asks about a drug that nothing says is taken. */
function isAsked(text: string, { from, to, front }: Drug, assertion: Assertion): boolean {
  if (isPlain(assertion)) {
    return ASKS.test(front) || (/^[^ ]/.test(front) && text[from - front.length - 1] === '?')
  }
  return (
    assertion.modality === 'question' &&
    isPlain({ ...assertion, modality: 'real' }) &&
    !TAKING.test(front) &&
    !WHILE_ON.test(text.slice(to, to + 12))
  )
}

interface Drug extends AssertedPlace {
  i: number
  join: Join
  front: string
  swap: Switch
}

function drugsOf(text: string, edges: Uint8Array, places: readonly AssertedPlace[]): Drug[] {
  const drugs: Drug[] = []
  for (const [i, place] of places.entries()) {
    if (place.kind !== 'drug') continue
    const before = drugs.at(-1)
    const front = clauseBefore(text, edges, place.from).slice(-(place.from - (before?.to ?? 0)))
    const gap = before && { from: before.to, to: place.from }
    drugs.push({
      ...place,
      i,
      front,
      join: gap ? joinOf(text, gap.from, gap.to) : null,
      swap: gap ? switchOf(text, gap, before.front) : null,
    })
  }
  return drugs
}

const DOSED = /^[^，,。；;、\n]{0,6}\d/
/** 停阿司匹林，奥美拉唑40mg iv: behind a comma, the first drug with a dose is no longer of a list without any. */
const opensOrder = (text: string, before: Drug | undefined, { join, from, to }: Drug): boolean =>
  join === 'loose' &&
  before !== undefined &&
  !/\d/.test(text.slice(before.to, from)) &&
  DOSED.test(text.slice(to, to + 8))

/** Which lists share the words behind their last member: all of them, those without commas, or none where a bracket is its own. */
function sharedBy(words: string): Join {
  if (OF_ALL.test(words) || OF_ALL.test(withoutDoses(words))) return 'loose'
  return /^ ?\(/.test(words) ? null : 'close'
}

/** What stands behind each drug, or behind the list of which it is a member. */
function behindOf(text: string, edges: Uint8Array, drugs: readonly Drug[]): (Said | null)[] {
  const behind: (Said | null)[] = []
  let shared: Join = null
  for (let k = drugs.length - 1; k >= 0; k -= 1) {
    const [drug, next] = [drugs[k], drugs[k + 1]]
    if (!drug) continue
    if (!next?.join) shared = sharedBy(text.slice(drug.to, drug.to + REACH))
    const ofList = next?.join && shared && (next.join === 'close' || shared === 'loose')
    behind[k] = ofList
      ? (behind[k + 1] ?? null)
      : saidBehind(text, edges, { from: drug.to, limit: next?.from ?? text.length })
  }
  return behind
}

/** What a change to the next drug or from the one in front says of each. */
function swapsOf(drugs: readonly Drug[]): (Verdict | 'kept' | null)[] {
  const says: (Verdict | 'kept' | null)[] = drugs.map(() => null)
  drugs.forEach(({ swap }, k) => {
    if (swap === 'back') says[k] = 'stopped'
    if (swap === 'forth') says[k] = 'kept'
    if (swap === 'plan') {
      says[k] = 'planned'
      says[k - 1] ??= 'kept'
    }
    if (swap === 'forth') {
      for (let j = k - 1; j >= 0; j -= 1) {
        says[j] = 'stopped'
        if (!drugs[j]?.join) break
      }
    }
  })
  return says
}

/**
 * Looks a second time at drugs of which no cue has said anything: what is stopped, was a course, is planned or not given is none that
 * is taken. The list shares what stands in front of it and, joined closely, what stands behind it. Linear in the length of the text.
 */
export function assertDrugs(
  text: string,
  edges: Uint8Array,
  { places, assertions }: { places: readonly AssertedPlace[]; assertions: readonly Assertion[] },
): void {
  const drugs = drugsOf(text, edges, places)
  const behind = behindOf(text, edges, drugs)
  const swaps = swapsOf(drugs)
  const headings = new Headings(text, edges, saidBefore)
  let front: Said | null = null
  for (const [k, drug] of drugs.entries()) {
    const heading = headings.until(drug.from)
    if (!drug.join || opensOrder(text, drugs[k - 1], drug)) front = saidBefore(drug.front) ?? heading
    const assertion = assertions[drug.i]
    if (!assertion) continue
    const resumed = isResumed(
      text.slice(drug.to, sentenceEnd(edges, { from: drug.to, limit: drugs[k + 1]?.from ?? text.length })),
    )
    const says = swaps[k] ?? verdictOf(front, behind[k] ?? null, resumed)
    if (says === 'kept') {
      if (assertion.time !== 'planned' || drugs[k + 1]?.swap === 'plan') {
        Object.assign(assertion, VERDICTS.kept)
      }
    } else if (says && (isPlain(assertion) || (says === 'avoided' && assertion.time === 'planned'))) {
      Object.assign(assertion, VERDICTS[says])
    } else if (
      !says &&
      assertion.time === 'past' &&
      (STARTED.test(drug.front) ||
        BEGAN.test(text.slice(drug.to, drug.to + NEAR).split(/[，,.。；;]/)[0] ?? ''))
    ) {
      assertion.time = 'now'
    }
    if (assertion.polarity === 'absent' && DENIED_ON.test(drug.front)) assertion.polarity = 'present'
    if (isAsked(text, drug, assertion)) assertion.time = 'planned'
  }
}

/** What stands in front of a drug goes before what stands behind it; a stop that was undone keeps it. */
function verdictOf(front: Said | null, behind: Said | null, resumed: boolean): Verdict | 'kept' | null {
  const told = front === 'turn' || front === 'current' || front === null ? behind : front
  if (told === 'stopped' && resumed) return 'kept'
  if (front === 'past' && behind === 'kept') return 'kept'
  if (front === 'current' && told === 'past') return null
  return told === 'turn' || told === 'current' ? null : told
}
