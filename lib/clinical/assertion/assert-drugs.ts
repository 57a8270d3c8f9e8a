import type { AssertedPlace, Assertion } from '@/lib/clinical/assertion/assertion'
import cues from '@/lib/clinical/assertion/drug-cues.json'
import { CLAUSE_EDGE, SENTENCE_EDGE } from '@/lib/clinical/text/edges'

type Verdict = 'stopped' | 'past' | 'planned' | 'avoided'
type Said = Verdict | 'turn' | 'current'

const of = (patterns: Readonly<Record<string, string>>) =>
  Object.entries(patterns).map(([says, pattern]) => ({ says, pattern: new RegExp(pattern, 'g') }))
const BEFORE = of(cues.before)
const BEHIND = of(cues.behind)
/** What a heading may say of all that stands under it. */
const STOPS = new RegExp(cues.heading)

/** How far a clause is looked at in front of a drug and behind it, and how long a heading may be. */
const REACH = 48
const HEADING = 40
/** How much may stand in front of a cue in the clause behind that of the drug. */
const LATE = 8
/** How near in front of the next drug a cue speaks of that one, and how near the one stands that takes a drug's place. */
const NEXT = 4
const TURN = 12

const DOSES =
  /\([^()]{0,24}\)|\d[\d.]*(?: ?[-~] ?\d+)? ?(?:mg|g|mcg|μg|ug|ml|iu|u|units?|万u|片|粒|支|%)?(?:\/\w{1,4})?(?![a-z])|\b(?:qd|bid|tid|qid|qn|qod|q\d+h|od|bd|tds|qds|qhs|hs|daily|nightly|nocte|once|twice|weekly|a day|po|iv|sc|im|prn|xl|mr|sr|er)\b|每日|每晚|每天|一次|口服|静滴|皮下|缓释片|肠溶片|片|胶囊|注射液/g
const CLOSE = /^ ?(?:[、/+&-]|和|及|与|或|以及|联合|and|or|, ?and)? ?$/
const LOOSE = /^[\s,，]*(?:and|及|和)?[\s]*$/

/** How two drugs that follow each other are joined: as one, as members of a list, or not at all. */
function joinOf(text: string, from: number, to: number): 'close' | 'loose' | null {
  if (to - from > REACH || to < from) return null
  const gap = text.slice(from, to).replace(DOSES, '')
  if (CLOSE.test(gap)) return 'close'
  return LOOSE.test(gap) ? 'loose' : null
}

/** A stop that is still to come: 至2026年3月后停, for 5 days then stop, 拟停. The drug is taken until then. */
const LATER =
  /(?:至|到|满) ?\d[^，。；;)]{0,12}?(?:后|时)?(?:再|可|即|则)?停(?:药|用|服)?|(?:至|减)停|停(?:药|用|服)? ?[\d一两三]+[天日周][^，。；;]{0,6}(?:恢复|重启|续用|继续)|(?:拟|考虑|建议|计划|预计|可|待)停(?:药|用|服)?|\bfor \d+[^,.;]{0,14} then stop\w*/g
const blank = (words: string): string => words.replace(LATER, (one) => ' '.repeat(one.length))
/** 输头孢后皮疹，…，立即停输: a reaction stands behind the drug, and the bare stop further on in the sentence. */
const AFTER_IT = /^(?:后|时|期间|过程中)(?!再|续|改)/
const BARE_STOP = /(?:立即|当即|遂|即|予以?|已|均)停(?:输|药|用|服|注|泵)?(?=[，,。；;、\n]|$)/
const SENTENCE = 80

/** Whether a drug that was followed by something was stopped for it in the same sentence. */
function stoppedForIt(
  text: string,
  edges: Uint8Array,
  { from, limit }: { from: number; limit: number },
): boolean {
  if (!AFTER_IT.test(text.slice(from, from + 4))) return false
  let end = from
  while (end < limit && end - from < SENTENCE && edges[end] !== SENTENCE_EDGE) end += 1
  return BARE_STOP.test(text.slice(from, end))
}

/** What the cues in front of a drug say, the nearest first; a change that is only planned is a plan. */
function saidBefore(clause: string): Said | null {
  const found = BEFORE.flatMap(({ says, pattern }) =>
    [...clause.matchAll(pattern)].map(({ index, 0: { length } }) => ({
      says: says as Said,
      to: index + length,
    })),
  ).sort((a, b) => a.to - b.to)
  const last = found.at(-1)?.says ?? null
  return last === 'turn' && found.some(({ says }) => says === 'planned') ? 'planned' : last
}

/** What the first cue behind a drug says: in its clause, or at the beginning of the next. */
function saidBehind(
  text: string,
  edges: Uint8Array,
  { from, limit }: { from: number; limit: number },
): Verdict | null {
  let end = from
  let clauseTo = -1
  while (end < limit && end - from < REACH && edges[end] !== SENTENCE_EDGE) {
    if (edges[end] === CLAUSE_EDGE && text[end] !== ':') {
      if (clauseTo >= 0) break
      clauseTo = end
    }
    end += 1
  }
  const words = blank(text.slice(from, end))
  const reachesNext = end === limit && limit < text.length
  const clause = clauseTo < 0 ? words.length : clauseTo - from
  let first: { says: Verdict; at: number } | null = null
  for (const { says, pattern } of BEHIND) {
    for (const { index, 0: cue } of words.matchAll(pattern)) {
      const late = index > clause && index - clause > LATE
      const onlyNear = says === 'past' && index > clause
      // Right in front of the next drug it speaks of that one, unless that one takes the place of this.
      const toNext = reachesNext ? words.length - index - cue.length : Infinity
      const reasoned = index < clause && /^(?:因|由于|致)/.test(words)
      // 昨停, 已停 right behind a drug speaks of that one, whatever is named next.
      const glued = index <= 3 && /[昨已现均今遂即]$/.test(words.slice(0, index))
      const near = says === 'turn' ? toNext > TURN : toNext < NEXT && !/\bto$|by$|with$/.test(cue)
      const leads = near && !reasoned && !glued
      if (late || onlyNear || leads || (first !== null && index >= first.at)) continue
      first = { says: says === 'turn' ? 'stopped' : (says as Verdict), at: index }
    }
  }
  if (first === null && stoppedForIt(text, edges, { from, limit })) return 'stopped'
  return first?.says ?? null
}

/** The clause that ends at `to`, from the edge in front of it. */
function clauseBefore(text: string, edges: Uint8Array, to: number): { from: number; clause: string } {
  let from = to
  while (from > 0 && to - from < REACH && edges[from - 1] === 0) from -= 1
  return { from, clause: text.slice(from, to) }
}

/** What the heading says under which the place stands: `停用药物：`, `Plan:`, over the items of a list. */
class Headings {
  private at = 0
  private says: Said | null = null

  constructor(
    private readonly text: string,
    private readonly edges: Uint8Array,
  ) {}

  until(to: number): Said | null {
    for (; this.at < to; this.at += 1) {
      const unit = this.text[this.at]
      if (this.edges[this.at] === 0) continue
      if (unit === ':') {
        const { clause } = clauseBefore(this.text, this.edges, this.at)
        this.says = clause.length > HEADING ? null : STOPS.test(clause) ? 'stopped' : saidBefore(clause)
      } else if (unit === '。' || unit === '.') {
        if (!/\d/.test(this.text[this.at - 1] ?? '')) this.says = null
      } else if (
        unit === '\n' &&
        this.text[this.at - 1] !== ':' &&
        !/^[-•*\d]/.test(this.text[this.at + 1] ?? '')
      ) {
        this.says = null
      }
    }
    return this.says
  }
}

const VERDICTS: Readonly<Record<Verdict, Partial<Assertion>>> = {
  stopped: { time: 'stopped' },
  past: { time: 'past' },
  planned: { time: 'planned' },
  avoided: { polarity: 'absent' },
}

const isPlain = ({ polarity, experiencer, time, modality, certainty }: Assertion): boolean =>
  polarity === 'present' &&
  experiencer === 'patient' &&
  time === 'now' &&
  modality === 'real' &&
  certainty === 'certain'

/**
 * Looks a second time at drugs of which no cue has said anything: what is stopped, was a course, is planned or not given is none that
 * is taken. The list shares what stands in front of it and, joined closely, what stands behind it. Linear in the length of the text.
 */
export function assertDrugs(
  text: string,
  edges: Uint8Array,
  { places, assertions }: { places: readonly AssertedPlace[]; assertions: readonly Assertion[] },
): void {
  const drugs = places.flatMap((place, i) => (place.kind === 'drug' ? [{ ...place, i }] : []))
  const behind: (Verdict | null)[] = []
  for (let k = drugs.length - 1; k >= 0; k -= 1) {
    const [drug, next] = [drugs[k], drugs[k + 1]]
    if (!drug) continue
    const joined = next && joinOf(text, drug.to, next.from) === 'close'
    const says = joined
      ? (behind[k + 1] ?? null)
      : saidBehind(text, edges, { from: drug.to, limit: next?.from ?? text.length })
    behind[k] = says
  }
  const headings = new Headings(text, edges)
  let front: Said | null = null
  for (const [k, drug] of drugs.entries()) {
    const before = drugs[k - 1]
    const join = before ? joinOf(text, before.to, drug.from) : null
    const heading = headings.until(drug.from)
    const own = saidBefore(
      clauseBefore(text, edges, drug.from).clause.slice(-(drug.from - (before?.to ?? 0))),
    )
    front = join ? front : (own ?? heading)
    const says = front && front !== 'turn' && front !== 'current' ? front : (behind[k] ?? null)
    const assertion = assertions[drug.i]
    if (says && assertion && isPlain(assertion)) Object.assign(assertion, VERDICTS[says])
  }
}
