import { answerOptions, inOptions } from '@/lib/clinical/assertion/answer-options'
import { PLAIN, type Assertion } from '@/lib/clinical/assertion/assertion'
import table from '@/lib/clinical/assertion/drug-askers.json'

const PARTS: Readonly<Record<string, string>> = table.parts
const any = (patterns: readonly string[]): RegExp =>
  new RegExp(patterns.join('|').replace(/\{([a-z]+)\}/g, (_, name: string) => PARTS[name] ?? ''))

const ASKED = any(table.asked)
const AGREED = any(table.agreed)
const THEIRS = new RegExp(table.theirs)

/** Gave it once: nothing says that it goes on. */
const ONCE = /\bgave\b|[给喂](?:了|过)/

/**
 * Takes a drug from the relative who is named in front of it: what one asks for or wants is nobody's yet, and what one agrees to or
 * gives is the patient's. What may be the relative's own stays so. `front` stands in front of the list, in its clause.
 */
function takeFromRelative(assertion: Assertion, front: string): void {
  if (assertion.experiencer !== 'relative' || THEIRS.test(front)) return
  const [asked, agreed] = [ASKED.test(front), AGREED.test(front)]
  if (asked || agreed) assertion.experiencer = 'patient'
  if (asked) assertion.time = 'planned'
  else if (agreed && ONCE.test(front)) assertion.time = 'past'
}

/** One of several answers to a question: given to nobody. */
const OFFERED: Assertion = { ...PLAIN, time: 'planned' }

/** not to take A with B: what is forbidden is the one in front, beside this. */
const BESIDE =
  /^ (?:with|while on|whilst on|alongside|on top of|together with) (?:his |her |the |regular |current )*$/

/** A drug with its assertion's place, whether it goes on a list, and the words in front of it. */
interface NamedDrug {
  i: number
  from: number
  join: string | null
  front: string
}

/** The drugs without those that are only answers to choose from; what a relative asks for or agrees to is no longer the relative's. */
export function withoutOffered<T extends NamedDrug>(
  text: string,
  drugs: readonly T[],
  assertions: readonly Assertion[],
): readonly T[] {
  const isOption = inOptions(answerOptions(text))
  let front = ''
  return drugs.filter((drug) => {
    const assertion = assertions[drug.i]
    if (!drug.join) ({ front } = drug)
    const offered = isOption(drug.from)
    if (assertion && offered) Object.assign(assertion, OFFERED)
    else if (assertion) takeFromRelative(assertion, front)
    if (assertion?.polarity === 'absent' && BESIDE.test(drug.front)) assertion.polarity = 'present'
    return !offered
  })
}

const TAKES =
  /(?:(?<![未不没勿停拒曾忌免禁否前])(?:口服|服用?|予以?|静滴|吃|规律用|长期用))$|\b(?:takes|taking|continues|on|given|started on) (?:regular |daily |oral |long-term )?$/
/** No aspirin, tramadol only. */
const ONLY = /^ only(?=[ ]?[.;,\n]|$)/
const DENIES =
  /[不未没无勿别莫禁忌拒否免避非]|\b(?:no|not|never|nil|without|denies|denied|nor|neither|avoid\w*|off|n't)\b/

/** Whether the own clause of a drug says that it is taken, so that what was denied in an earlier clause does not reach it. */
export const isTakenInClause = (front: string, own: string): boolean =>
  (TAKES.test(front) || ONLY.test(own)) &&
  !DENIES.test(front) &&
  !DENIES.test(own.split(/[，,。；;\n]/)[0] ?? '')
