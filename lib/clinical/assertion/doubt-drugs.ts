import { isPlain, statusOf, type AssertedPlace, type Assertion } from '@/lib/clinical/assertion/assertion'
import { isAlone, isTreatment } from '@/lib/clinical/assertion/drug-alone'
import { aroundOf, isDoubtful, saysTaken, verdictOfDoubt } from '@/lib/clinical/assertion/drug-doubt'
import { isAboutPatient, isOfNobody } from '@/lib/clinical/assertion/questions'

/** A drug of a text, as far as its cues have been read. */
export interface ReadDrug extends AssertedPlace {
  /** Whether it goes on the list of the drug in front, and how closely. */
  join: 'close' | 'loose' | null
  /** A cue or a heading says that it is taken. */
  taken: boolean
  /** A cue says that it goes on: nothing around it is a doubt. */
  kept: boolean
  /** Stands under a heading of what somebody is allergic to. */
  ofAllergies?: boolean
  /** Stands under a heading of orders or advice: one dose of it is still to be given. */
  ordered?: boolean
  assertion: Assertion
}

/** What a drug's mention is worth: taken without a doubt, of doubt, bare of any word on either, or what the doubt says. */
type Worth = 'taken' | 'doubtful' | 'bare' | Assertion

/** A record of an operation: what it tells as given was given then, unless it says how often. */
const RECORD =
  /^[^a-z\u4e00-\u9fff]*(?:[a-z ]{0,20}\b)?(?:op(?:eration|erative)? ?(?:note|report|record)|ana?esthetic (?:record|chart))|^[^\n]{0,8}(?:手术|麻醉|抢救)记录/
const OFTEN =
  /\b(?:qd|bid|tid|qid|qn|od|bd|tds|qds|q\d+h|daily|nightly|\d+\/7|tonight|tomorrow|continue|regular)\b|每[日天晚]|长期|规律|一直|平素|服(?!毒|过)|术后|继续|post-?op/

/** A text of lines, or one about a patient. */
const isNote = (text: string): boolean =>
  isAboutPatient(text) || (!isOfNobody(text) && /\n|\b[mf],? ?\d{2}\b|\b\d{2},? ?[mf]\b/.test(text.trim()))

/** 处理：呋塞米20mg静推一次: ordered once. */
const ONE_DOSE = /(?:^|(?<=[^，,。；;]))[1一](?:次|支|针|剂)(?!后)/

/** Whether a list of drugs of a patient's note is all that its statement holds, or stands behind what it treats. */
function isOrdered(text: string, list: readonly ReadDrug[]): boolean {
  const [first, last] = [list[0], list.at(-1)]
  if (!first || !last || list.some(({ ofAllergies }) => ofAllergies)) return false
  return isAlone(text, { from: first.from, to: last.to }) || isTreatment(text, first.from)
}

function worthOf(text: string, edges: Uint8Array, drugs: readonly ReadDrug[]): Worth[] {
  const about = isNote(text)
  const arounds = drugs.map(({ from, to }, k) =>
    aroundOf(text, edges, {
      ...{ from, to },
      before: drugs[k - 1]?.to ?? 0,
      next: drugs[k + 1]?.from ?? text.length,
    }),
  )
  const record = RECORD.test(text.slice(0, 60))
  const worth: Worth[] = []
  for (let first = 0; first < drugs.length;) {
    let last = first
    while (drugs[last + 1]?.join) last += 1
    const list = drugs.slice(first, last + 1)
    const { frame = '', front = '' } = arounds[first] ?? {}
    const taken =
      list.some((drug) => drug.taken) ||
      list.some((_, i) => saysTaken({ front, behind: arounds[first + i]?.behind ?? '' })) ||
      (about && isOrdered(text, list))
    list.forEach(({ kept, join, ordered }, i) => {
      const k = first + i
      const shared = arounds[last]?.behind ?? ''
      const closely = drugs[k + 1]?.join === 'close' && !/^ ?\(/.test(shared) ? shared : ''
      const behind = `${arounds[k]?.behind ?? ''} ${closely}`
      const own = join === 'loose' ? (arounds[k]?.front ?? '') : front
      const around = { frame, front: own, behind: ordered && !record ? behind.replace(ONE_DOSE, '') : behind }
      const once = record && !OFTEN.test(`${frame}${own}|${behind}`)
      const doubt = !kept && (once || isDoubtful(around)) && (verdictOfDoubt(around) ?? 'doubtful')
      worth[k] = doubt || (kept || taken ? 'taken' : 'bare')
    })
    first = last + 1
  }
  return worth
}

/** 地西泮10mg q6h；氯化钾；硫酸镁: a name alone between two marks, behind an order of the same line, is ordered as well. */
const ALONE_BEFORE = /^[；;，,、][\s]?$|[；;，,][ ]?$/
const ALONE_BEHIND = /^[ ]?(?:[；;，,。.\n]|$)/
const ORDERED_APART = 40
function isOfRow(text: string, drug: ReadDrug, before: ReadDrug | undefined): boolean {
  if (!before || drug.from - before.to > ORDERED_APART) return false
  const gap = text.slice(before.to, drug.from)
  return (
    !/\n|[:：?？]/.test(gap) && ALONE_BEFORE.test(gap) && ALONE_BEHIND.test(text.slice(drug.to, drug.to + 2))
  )
}

/**
 * Looks a third time at drugs that are still taken for the patient's own: one that nothing says is taken, or that stands among words
 * which may end, date back, plan or deny it, is uncertain. A bare mention says what another of the same name says, and one that is
 * ended later was taken until then. Linear in the length of the text.
 */
export function doubtDrugs(text: string, edges: Uint8Array, drugs: readonly ReadDrug[]): void {
  const worth = worthOf(text, edges, drugs)
  const nameOf = ({ from, to }: ReadDrug) => text.slice(from, to)
  /** What is told of each name, but for bare mentions: the first that tells, and the last. */
  const told = new Map<string, Assertion>()
  const plain = drugs.map(({ assertion }) => isPlain(assertion))
  drugs.forEach((drug, k) => {
    if (drug.assertion.modality === 'question') return
    const said = worth[k]
    if (typeof said === 'object') told.set(nameOf(drug), said)
    else if (!plain[k] || said === 'taken') told.set(nameOf(drug), { ...drug.assertion })
  })
  /** Of each name the last mention that is taken: a doubt in front of it is about earlier times. */
  const takenLast = new Map<string, number>()
  drugs.forEach((drug, k) => {
    if (plain[k] && worth[k] === 'taken') takenLast.set(nameOf(drug), k)
  })
  drugs.forEach((drug, k) => {
    if (!plain[k]) return
    const said = worth[k]
    if (typeof said === 'object') {
      Object.assign(drug.assertion, said)
      return
    }
    const other = told.get(nameOf(drug))
    const ordered = [1, 2].some(
      (n) => worth[k - n] === 'taken' && plain[k - n] && isOfRow(text, drug, drugs[k - n]),
    )
    if (worth[k] === 'bare' && !other && ordered) worth[k] = 'taken'
    if (worth[k] === 'bare' && other) Object.assign(drug.assertion, other)
    else if (worth[k] === 'doubtful' && (takenLast.get(nameOf(drug)) ?? -1) > k) return
    else if (worth[k] !== 'taken') drug.assertion.polarity = drug.ofAllergies ? 'absent' : 'uncertain'
    else if (other && statusOf(other) === 'stopped') drug.assertion.time = 'stopped'
  })
}
