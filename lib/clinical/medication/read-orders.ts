import type { Fact, Term } from '@/lib/clinical/contract'
import type { MedicationTables } from '@/lib/clinical/medication/medication-tables'
import { potassiumCues } from '@/lib/clinical/medication/potassium-infusion'
import { dosesIn, solutionDose, timesADayIn, type OrderedDose } from '@/lib/clinical/medication/read-doses'
import type { Mention, NamedText } from '@/lib/clinical/medication/read-mentions'
import { isStopped } from '@/lib/clinical/medication/read-stops'
import type { DrugRoute, Formulation, OrderCue } from '@/lib/clinical/medication/table-schema'
import {
  clauseAt,
  CUES,
  DILUENTS,
  IMMEDIATE,
  LOCAL_FORMS,
  MODIFIED,
  ORAL_FORMS,
  ROUTE_WORDS,
  sentenceAt,
  TOGETHER,
} from '@/lib/clinical/medication/words'

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

/** Statuses of the reader by which a drug is not given. */
const NOT_GIVEN: ReadonlySet<string> = new Set(['negated', 'stopped', 'hypothetical'])

/** `1.5 mg IT`: the letters are a word of their own elsewhere. */
const INTRATHECAL = /\d ?(?:mg|g|ml) it(?![a-z])(?! (?:is|was|has|will|can|should))/

/** In front of a route that is not to be used: `不可静推`, `no bolus`. */
const FORBIDDEN =
  /(?:\b(?:no|not|never|avoid|don't)(?: be| give| as| by| iv)?|不可|不能|不得|不宜|禁止|严禁|勿|忌|不要|避免) ?$/
const FORBIDDEN_REACH = 14

/** Between two drugs that go in together: `长春新碱2mg与甲氨蝶呤12mg同时鞘内注射`. */
const JOINED = /^ ?(?:[\d.]+ ?(?:mg|g|mcg|μg|u|ml|毫克)(?:\/m2)?)? ?(?:与|和|及|、|\+|and|plus|&) ?$/
const ALIKE = /同时|同|均|一起|共同|都|both|together/

/** The route of the next drug where both are said to be given alike. */
function sharedRoute(text: string, { to }: Mention, next: number): DrugRoute | undefined {
  if (!JOINED.test(text.slice(to, next))) return undefined
  const word = ROUTE_WORDS.in(text, next, clauseAt(text, to).to)[0]
  return word && ALIKE.test(text.slice(next, word.from)) ? word.value : undefined
}

/** The route that stands behind a drug, or else in front of it in its clause, between its neighbours. */
function routeOf(
  text: string,
  mention: Mention,
  { before, next }: { before: number; next: number },
): DrugRoute | undefined {
  const { from, to } = mention
  const sentence = sentenceAt(text, from)
  // `口服溶液` is a form: how it is given stands behind it.
  const behind = ROUTE_WORDS.in(text, to, Math.min(sentence.to, next)).filter(
    (word) =>
      (ORAL_FORMS.at(text, word.from)?.to ?? 0) <= word.to &&
      !FORBIDDEN.test(text.slice(Math.max(0, word.from - FORBIDDEN_REACH), word.from)),
  )
  const crushed = behind.find(({ value }) => value === 'crushed')
  const first = behind[0]
  // Behind a second dose in another clause it is that of a drug which no table knows.
  const clauseEnd = clauseAt(text, from).to
  const others =
    first && first.from > clauseEnd && dosesIn(text, { from: clauseEnd, to: first.from }).length > 0
  const said =
    crushed ?? (others && dosesIn(text, { from: to, to: clauseEnd }).length > 0 ? undefined : first)
  if (said) return said.value
  if (INTRATHECAL.test(text.slice(to, Math.min(sentence.to, next)))) return 'intrathecal'
  const shared = sharedRoute(text, mention, next)
  if (shared) return shared
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

function cuesOf(
  text: string,
  { id, to }: Mention,
  { sentence, mg }: { sentence: { from: number; to: number }; mg: number | undefined },
): Set<OrderCue> {
  const said = CUES.in(text, sentence.from, sentence.to).map(({ value }) => value)
  if (id !== 'potassium-chloride') return new Set(said)
  return new Set([
    ...said,
    ...potassiumCues(text.slice(sentence.from, sentence.to), text.slice(to, sentence.to), mg),
  ])
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
  folded: NamedText,
  tables: MedicationTables,
  { terms = [], facts = [], reacted, line = 0 }: OrderReading = {},
): Order[] {
  const { text, mentions } = folded
  const allergens = facts.filter((fact) => fact.kind === 'allergy' && !fact.none)
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
    const solution = behind.length > 0 || DILUENTS.has(mention.id) ? [] : solutionDose(text, mention, end)
    const doses = [behind, solution].find(({ length }) => length > 0) ?? dosesInFront(text, mention, before)
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
        cues: cuesOf(text, mention, { sentence, mg: doses.findLast(({ unit }) => unit === 'mg')?.value }),
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
