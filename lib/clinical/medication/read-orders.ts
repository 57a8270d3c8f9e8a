import type { Fact, Term } from '@/lib/clinical/contract'
import type { MedicationTables } from '@/lib/clinical/medication/medication-tables'
import { dosesIn, timesADayIn, type OrderedDose } from '@/lib/clinical/medication/read-doses'
import type { DrugRoute, Formulation, OrderCue } from '@/lib/clinical/medication/table-schema'
import {
  CHANGED_TO,
  clauseAt,
  CUES,
  DILUENTS,
  IMMEDIATE,
  LOCAL_FORMS,
  MODIFIED,
  NOT_A_DRUG,
  NOT_STOPPED,
  ORAL_FORMS,
  RELATIVES,
  ROUTE_WORDS,
  sentenceAt,
  STARTED,
  STOPPED_AFTER,
  STOPPED_BEFORE,
  TEST_AFTER,
  TOGETHER,
} from '@/lib/clinical/medication/words'
import { originalSpan, type FoldedText } from '@/lib/clinical/text/fold-text'
import { isWordBoundary } from '@/lib/clinical/text/word-boundary'

/** One substance that a text names, in units of its folded text. */
export interface Mention {
  id: string
  /** The name as folded text writes it. */
  name: string
  from: number
  to: number
}

/** A drug that the patient has or is about to get, as far as the text says. */
export interface Order extends Mention {
  /** Which line it stands on; 0 for a whole text. */
  line: number
  /** Number of the sentence or line that holds it: what stands together may be mixed. */
  group: number
  route: DrugRoute | undefined
  doses: readonly OrderedDose[]
  timesADay: number | undefined
  formulations: ReadonlySet<Formulation>
  cues: ReadonlySet<OrderCue>
  /** Words that say that it is mixed with what stands beside it. */
  mixed: boolean
}

/** Whether the capitals of an abbreviation stand, which its small letters would make an everyday word. */
const isWritten = (folded: FoldedText, { from, to }: { from: number; to: number }, capitals: boolean) => {
  if (!capitals) return true
  const { surface } = originalSpan(folded, from, to)
  return !/[a-z]/.test(surface)
}

/** The substances that a text names, the longest name at each place. */
export function mentionsIn(folded: FoldedText, { names }: MedicationTables): Mention[] {
  const { text } = folded
  const found: Mention[] = []
  for (let i = 0; i < text.length;) {
    const hit = names
      .at(text, i)
      .filter(({ to }) => isWordBoundary(text, i, to))
      .flatMap(({ to, value }) => value.map((one) => ({ ...one, from: i, to })))
      .find((one) => isWritten(folded, one, one.capitals))
    if (hit) found.push({ id: hit.id, name: text.slice(i, hit.to), from: i, to: hit.to })
    i = hit ? hit.to : i + 1
  }
  return found
}

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

interface Neighbours {
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

const isStopped = (text: string, mention: Mention, neighbours: Neighbours): boolean =>
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

/** Statuses of the reader by which a drug is not given. */
const NOT_GIVEN: ReadonlySet<string> = new Set(['negated', 'stopped', 'hypothetical'])

/** `1.5 mg IT`: the letters are a word of their own elsewhere. */
const INTRATHECAL = /\d ?(?:mg|g|ml) it(?![a-z])(?! (?:is|was|has|will|can|should))/

/** The route that stands behind a drug, or else in front of it in its clause, between its neighbours. */
function routeOf(
  text: string,
  { from, to }: Mention,
  { before, next }: { before: number; next: number },
): DrugRoute | undefined {
  const sentence = sentenceAt(text, from)
  // `口服溶液` is a form: how it is given stands behind it.
  const behind = ROUTE_WORDS.in(text, to, Math.min(sentence.to, next)).filter(
    (word) => (ORAL_FORMS.at(text, word.from)?.to ?? 0) <= word.to,
  )
  const crushed = behind.find(({ value }) => value === 'crushed')
  const said = crushed ?? behind[0]
  if (said) return said.value
  if (INTRATHECAL.test(text.slice(to, Math.min(sentence.to, next)))) return 'intrathecal'
  const inFront = ROUTE_WORDS.in(text, Math.max(clauseAt(text, from).from, before), from)
  return inFront.at(-1)?.value
}

/** What a drug's route is where nobody says it. */
function usualRoute(id: string, { drugs }: MedicationTables): DrugRoute | undefined {
  const atc = drugs.substance(id)?.atc ?? []
  if (atc.some((code) => /^R03[AB]/.test(code)) && !atc.some((code) => code.startsWith('R03C'))) {
    return 'inhaled'
  }
  return atc.every((code) => code.startsWith('S01')) && atc.length > 0 ? 'ophthalmic' : undefined
}

/** Antibacterials, antiepileptics and the like: `0.25 tid` means grams, as Chinese orders write it. */
const givenInGrams = (id: string, { drugs }: MedicationTables): boolean =>
  (drugs.substance(id)?.atc ?? []).some((code) => GRAMS.test(code))
const GRAMS = /^(?:J01|J04|J05A|N03AX1[246]|N03AG|A10BA|M01AE01|N02BE|A07E|L04AA06|N02BA)/

/** A dose in front of its drug: `500 mg amoxicillin`. */
function dosesInFront(text: string, mention: Mention, before: number): OrderedDose[] {
  const from = Math.max(clauseAt(text, mention.from).from, before, mention.from - 24)
  const last = dosesIn(text, { from, to: mention.from }).at(-1)
  return last && /^[^，,]{0,14}$/.test(text.slice(last.at, mention.from)) ? [last] : []
}

/** For each mention, where the next drug stands that is no fluid to dissolve others in. */
function followingDrugs(mentions: readonly Mention[], end: number): number[] {
  const following: number[] = []
  let next = end
  for (let i = mentions.length - 1; i >= 0; i -= 1) {
    following[i] = next
    const mention = mentions[i]
    if (mention && !DILUENTS.has(mention.id)) next = mention.from
  }
  return following
}

/** How many drugs in front of one may share its `stop`. */
const NEIGHBOURS = 8
/** As often as one drug is looked at, and as many orders in all: what no ward writes costs no time. */
const LOOKS_AT_ONE = 30
const ORDERS_MAX = 400

/** The mentions that are looked at, each with its place in the list. */
function looked(mentions: readonly Mention[]): [Mention, number][] {
  const counts = new Map<string, number>()
  return mentions.flatMap((mention, i): [Mention, number][] => {
    const count = (counts.get(mention.id) ?? 0) + 1
    counts.set(mention.id, count)
    return count <= LOOKS_AT_ONE ? [[mention, i]] : []
  })
}

/** What the clinical reader says of a text: its terms, and its facts where they are known. */
interface OrderReading {
  terms?: readonly Pick<Term, 'start' | 'end' | 'status'>[]
  facts?: readonly Fact[]
  /** Where drugs stand that the patient reacted to, in units of the folded text. */
  reacted?: ReadonlySet<number>
  line?: number
}

/** Whether two drugs are of one anatomical group of the ATC; true where one has no code. */
function isReplaceable(a: string, b: string | undefined, { drugs }: MedicationTables): boolean {
  const [one = [], other = []] = [a, b ?? ''].map((id) => drugs.substance(id)?.atc ?? [])
  return one.length === 0 || other.length === 0 || one.some((x) => other.some((y) => x[0] === y[0]))
}

/** The drugs of a text that are given, each with its dose, route and frequency. `terms` and `facts` are those of the same text. */
export function ordersIn(
  folded: FoldedText,
  tables: MedicationTables,
  { terms = [], facts = [], reacted, line = 0 }: OrderReading = {},
): Order[] {
  const { text } = folded
  const allergens = facts.filter((fact) => fact.kind === 'allergy' && !fact.none)
  const mentions = mentionsIn(folded, tables)
  const nextDrug = followingDrugs(mentions, text.length)
  const notGiven = new Set(terms.filter(({ status }) => NOT_GIVEN.has(status)).map(({ start }) => start))
  const orders = looked(mentions).flatMap(([mention, i]): Order[] => {
    const next = mentions[i + 1]?.from ?? text.length
    const other = nextDrug[i] ?? text.length
    const before = mentions[i - 1]?.to ?? 0
    const at = folded.starts[mention.from] ?? -1
    const replaceable = isReplaceable(mention.id, mentions[i + 1]?.id, tables)
    const others = mentions.slice(Math.max(0, i - NEIGHBOURS), i)
    if (
      isStopped(text, mention, { next, replaceable, others }) ||
      notGiven.has(at) ||
      reacted?.has(mention.from) ||
      allergens.some(({ start, end }) => at >= start && at < end)
    ) {
      return []
    }
    const sentence = sentenceAt(text, mention.from)
    const end = Math.min(sentence.to, next)
    const behind = dosesIn(text, { from: mention.to, to: end }, { grams: givenInGrams(mention.id, tables) })
    const doses = behind.length > 0 ? behind : dosesInFront(text, mention, before)
    const from = Math.max(sentence.from, before)
    return [
      {
        ...mention,
        line,
        group: sentence.from,
        route: routeOf(text, mention, { before, next: other }) ?? usualRoute(mention.id, tables),
        doses,
        timesADay:
          timesADayIn(text, doses.findLast(({ loading }) => !loading)?.at ?? mention.to, end) ??
          timesADayIn(text, mention.to, Math.min(sentence.to, other)),
        formulations: formulationsOf(text, mention, next),
        cues: new Set(CUES.in(text, sentence.from, sentence.to).map(({ value }) => value)),
        mixed: TOGETHER.inside(text, from, sentence.to),
      },
    ]
  })
  return orders.slice(0, ORDERS_MAX)
}

const FORMS = [
  ['modified', MODIFIED],
  ['immediate', IMMEDIATE],
  ['oral', ORAL_FORMS],
  ['local', LOCAL_FORMS],
] as const

function formulationsOf(text: string, { from, to }: Mention, next: number): Set<Formulation> {
  const end = Math.max(to, Math.min(clauseAt(text, from).to, next))
  return new Set(FORMS.flatMap(([form, phrases]) => (phrases.inside(text, from, end) ? [form] : [])))
}
