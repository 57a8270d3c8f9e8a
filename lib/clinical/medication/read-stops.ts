import { dosesIn } from '@/lib/clinical/medication/read-doses'
import type { Mention } from '@/lib/clinical/medication/read-mentions'
import {
  CHANGED_TO,
  clauseAt,
  NOT_A_DRUG,
  NOT_STOPPED,
  RELATIVES,
  STARTED,
  STOPPED_AFTER,
  STOPPED_BEFORE,
  TEST_AFTER,
} from '@/lib/clinical/medication/words'

/** How far in front of a drug a word may say that it is stopped. */
const STOP_REACH = 30
const NOT_A_STOP = /停(?:经|跳|搏|留)/

/** What may stand between `stop` and the drug it stops, other drugs taken out. */
const GAP_LATIN =
  /^[\s:]*(?:(?:the|his|her|their|regular|usual|taking|using|all|both|any|of|to|on|give|giving|home|oral|iv|po|and|or|her|use|with|in|today|now|all|dose|doses)\b[\s,/]*)*$/
const GAP_HAN = /^(?!.*[a-z]{5})[\s:、和及与或了过该药口服静滴用\d.a-z]{0,24}$/

/** The last word in front of a drug, in its clause, that starts or stops it. */
function stoppedInFront(text: string, { from }: Mention, others: readonly Mention[]): boolean {
  const begin = Math.max(clauseAt(text, from).from, from - STOP_REACH)
  const stops = STOPPED_BEFORE.in(text, begin, from).filter(
    ({ from: at }) => !NOT_A_STOP.test(text.slice(at, at + 2)),
  )
  const stop = stops.at(-1)
  if (!stop || NOT_STOPPED.inside(text, Math.max(begin, stop.from - 1), from)) return false
  if (STARTED.in(text, stop.to, from).length > 0) return false
  const between = others.filter((one) => one.from >= stop.to && one.to <= from)
  const gap = between.reduceRight(
    (rest, one) => rest.slice(0, one.from - stop.to) + rest.slice(one.to - stop.to),
    text.slice(stop.to, from),
  )
  return GAP_HAN.test(gap) || GAP_LATIN.test(gap)
}

const ALLERGIC =
  /过敏(?!性(?!休克)|原|专)|皮疹|药疹|荨麻疹|喉头水肿|诱发哮喘|剥脱性皮炎|坏死松解|anaphyla|allerg|angioedema|rash|induced asthma|urticaria|hives/
const SOOTHES = /抗过敏|防过敏|治疗过敏/

const CAUSED = /后|出现|引起|导致|诱发|致|发生|after|caused|developed|gave/

/** A dose between a drug and a reaction makes it the treatment, unless the words say that it followed. */
const isCause = (text: string, { from, to }: { from: number; to: number }): boolean =>
  dosesIn(text, { from, to }).length === 0 || CAUSED.test(text.slice(from, to))

export interface Neighbours {
  /** Where the next drug stands. */
  next: number
  /** Whether the next drug could stand in for this one: both act on one organ system. */
  replaceable: boolean
  others: readonly Mention[]
}

/** A level that is in range is that of a drug that is taken. */
const IN_RANGE = /stable|therapeutic|in range|on target|达标|稳定/

/** Whether the words behind a drug, before the next one, say that it is stopped, tested or what the patient reacted to. */
function stoppedBehind(text: string, { to }: Mention, { next, replaceable }: Neighbours): boolean {
  const end = Math.min(clauseAt(text, to).to, next)
  const words = text.slice(to, end)
  const at = text[to] === ' ' ? to + 1 : to
  if (NOT_A_DRUG.at(text, at)) return true
  if (TEST_AFTER.at(text, at)) return !IN_RANGE.test(text.slice(clauseAt(text, to).from, end))
  if (NOT_STOPPED.inside(text, to, end)) return false
  if (ALLERGIC.test(words) && !SOOTHES.test(words) && isCause(text, { from: to, to: end })) return true
  if (STOPPED_AFTER.inside(text, to, end)) return true
  const changed = CHANGED_TO.in(text, to, next).at(0)
  if (!changed || next === text.length || next - to >= STOP_REACH) return false
  return replaceable || changed.from < clauseAt(text, to).to
}

/** `anaphylaxis to amoxicillin`, `allergic to`: what the patient reacted to is no order. */
const REACTED =
  /(?:anaphylaxis|allerg(?:y|ic|ies)|rash|reaction|reacted|sjs|ten|dress|hives|urticaria|angioedema|bronchospasm) (?:to|with|after|on|from)[^,;.)]{0,30}$/

/** Whether a drug is not given: stopped, replaced, tested, a relative's, or what the patient reacted to. */
export const isStopped = (text: string, mention: Mention, neighbours: Neighbours): boolean =>
  stoppedInFront(text, mention, neighbours.others) ||
  stoppedBehind(text, mention, neighbours) ||
  isRelatives(text, mention) ||
  REACTED.test(text.slice(Math.max(0, mention.from - 60), mention.from))

/** Whether a relative takes it; a mother who nurses is the patient. */
function isRelatives(text: string, { from }: Mention): boolean {
  const clause = clauseAt(text, from)
  return (
    RELATIVES.inside(text, clause.from, from) &&
    !/nursing|breast|哺乳|产妇/.test(text.slice(clause.from, from))
  )
}
