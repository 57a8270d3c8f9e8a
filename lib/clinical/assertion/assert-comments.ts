import { isCondition, isPlain, type AssertedPlace, type Assertion } from '@/lib/clinical/assertion/assertion'
import cues from '@/lib/clinical/assertion/comment-cues.json'
import { sentenceFrom, sentenceTo } from '@/lib/clinical/text/edges'

const FRAME = `^${cues.topic} ?:? ?${cues.adverb}`
/** 胸腔积液：无（B超）, 癫痫没发作过: the comment behind its topic denies it. */
const DENIED = new RegExp(`${FRAME}${cues.denied}${cues.end}`)
const NO_GROUND = new RegExp(`${FRAME}${cues.no_ground}${cues.end}`)
/** 溶血病不像: doubted, and not excluded. */
const UNLIKE = new RegExp(cues.unlike)
const BRACKET_LIST = new RegExp(cues.bracket_list)

/** 脑疝要防; 可能的并发症：出血: what has not come yet. */
const [TO_GUARD, RISK_HEAD] = [new RegExp(cues.to_guard), new RegExp(cues.risk_head)]
const [MAY, SIGNED] = [new RegExp(cues.may_front), new RegExp(cues.signed)]
const GUARD_FRONT = new RegExp(cues.guard_front)
/** 成功则拔管, 低于70时予输血, 气管切开：如…再做: work that hangs on what is to come. */
const [THEN_WORK, ONLY_IF] = [new RegExp(cues.then_work), new RegExp(cues.only_if)]
const [WORK_TOLD, WORK_RESULT] = [new RegExp(cues.work_told), new RegExp(cues.work_result)]
/** 腹痛返诊, 胸痛复发叫二线, 嘱吐泻时停药, 有头痛即用: a condition with what is then to be done. */
const [RETURN, AGAIN] = [new RegExp(cues.after_return), new RegExp(cues.again)]
const [TOLD_IF, WHEN_TO] = [new RegExp(cues.told_if), new RegExp(cues.when_to)]
const [IF_THERE, THEN_USE] = [new RegExp(cues.if_there), new RegExp(cues.then_use)]
const [NARRATED, RETURN_TOLD] = [new RegExp(cues.narrated), new RegExp(cues.return_told)]
/** 发热、渗液，任何一项就来; 日后或有偏瘫. */
const [ANY_OF, FUTURE] = [new RegExp(cues.any_of), new RegExp(cues.future)]
/** 曾试用…，出现皮疹后停药: what a drug did that was given up. */
const [HARM, TRIED] = [new RegExp(cues.harm), new RegExp(cues.tried)]
/** What stands between members that share a condition. */
const SHARED = new RegExp(cues.shared)

const LIST_GAP = /^(?:病?史)? ?(?:、|及|和|与|或|\/)? ?$/
const REACH = 56
const LIST_MAX = 12

interface Told {
  places: readonly AssertedPlace[]
  assertions: readonly Assertion[]
}

interface Around {
  front: string
  behind: string
}

/** The sentence on either side of a place. */
function around(text: string, edges: Uint8Array, { from, to }: AssertedPlace): Around {
  return {
    front: text.slice(sentenceFrom(edges, from, REACH), from),
    behind: text.slice(to, sentenceTo(edges, to, REACH)),
  }
}

/** Where the list of conditions ends in which one stands, with the bracket that holds it. */
function listEnd(text: string, places: readonly AssertedPlace[], i: number): number {
  let [first, last] = [i, i]
  const joined = (k: number) => {
    const [one, next] = [places[k], places[k + 1]]
    return (
      one && next && isCondition(one) && isCondition(next) && LIST_GAP.test(text.slice(one.to, next.from))
    )
  }
  while (last - i < LIST_MAX && joined(last)) last += 1
  while (i - first < LIST_MAX && joined(first - 1)) first -= 1
  const to = places[last]?.to ?? 0
  const opens = BRACKET_LIST.test(
    text.slice(Math.max(0, (places[first]?.from ?? 0) - 4), places[first]?.from),
  )
  return opens && text[to] === ')' ? to + 1 : to
}

/** Whether the comment behind a condition or its list denies it. A ground that lacks now does not undo what was. */
function isDenied(text: string, to: number, { time }: Assertion): boolean {
  const own = text.slice(to, to + REACH)
  const bracket = /^\([^()\n]{1,16}\)/.exec(own)?.[0].length ?? 0
  const words = own.slice(bracket)
  return DENIED.test(words) || (time !== 'past' && NO_GROUND.test(words))
}

/** Whether a condition is one that is guarded against, or that brings somebody back. */
function isToCome({ front, behind }: Around): boolean {
  if (TO_GUARD.test(behind) || GUARD_FRONT.test(front) || RISK_HEAD.test(front) || FUTURE.test(front)) {
    return true
  }
  if (NARRATED.test(front)) return false
  if ((RETURN.test(behind) && !RETURN_TOLD.test(behind)) || AGAIN.test(behind) || ANY_OF.test(behind)) {
    return true
  }
  if (TOLD_IF.test(front) && WHEN_TO.test(behind)) return true
  return IF_THERE.test(front) && THEN_USE.test(behind)
}

/** Whether work hangs on a value, an outcome or an if. */
const isConditionalWork = ({ front, behind }: Around): boolean =>
  ONLY_IF.test(behind) || (THEN_WORK.test(front) && !WORK_TOLD.test(front) && !WORK_RESULT.test(behind))

/** What the members of a list share that somebody is to come back with: 咯血、发热＞38.5℃急诊. */
function shareBack(text: string, { places, assertions }: Told): void {
  for (let i = places.length - 2; i >= 0; i -= 1) {
    const [place, next, said] = [places[i], places[i + 1], assertions[i]]
    if (!place || !next || !said || !isCondition(place) || !isCondition(next)) continue
    if (said.modality !== 'real' || said.polarity !== 'present' || said.experiencer !== 'patient') continue
    const hangs =
      assertions[i + 1]?.modality === 'hypothetical' && SHARED.test(text.slice(place.to, next.from))
    if (hangs && said.time !== 'past') said.modality = 'hypothetical'
  }
}

/**
 * Reads what a clause in Chinese tells of the name that it puts first: that there is none, that it is guarded against, or what is to
 * be done when it comes. Linear in the length of the text.
 */
export function assertComments(text: string, edges: Uint8Array, { places, assertions }: Told): void {
  for (const [i, place] of places.entries()) {
    const said = assertions[i]
    if (!said || said.modality !== 'real' || said.experiencer !== 'patient') continue
    if (said.polarity === 'absent') continue
    if (isCondition(place)) {
      const sentence = around(text, edges, place)
      if (said.time !== 'planned' && isDenied(text, listEnd(text, places, i), said)) {
        Object.assign(said, {
          polarity: 'absent',
          certainty: 'certain',
          time: 'now',
        } satisfies Partial<Assertion>)
      } else if (
        isToCome(sentence) ||
        (said.certainty === 'suspected' && MAY.test(sentence.front) && SIGNED.test(sentence.behind))
      ) {
        said.modality = 'hypothetical'
      } else if (isPlain(said) && UNLIKE.test(text.slice(place.to, place.to + REACH))) {
        said.certainty = 'suspected'
      } else if (isPlain(said) && HARM.test(sentence.behind) && TRIED.test(sentence.front)) {
        said.time = 'stopped'
      }
    } else if (place.kind === 'procedure' && isConditionalWork(around(text, edges, place))) {
      said.modality = 'hypothetical'
    }
  }
  shareBack(text, { places, assertions })
}
