import type { Fact } from '@/lib/clinical/contract'
import type { MedicationTables } from '@/lib/clinical/medication/medication-tables'
import type { PatientAllergy } from '@/lib/clinical/medication/patient'
import { dosesIn } from '@/lib/clinical/medication/read-doses'
import { mentionsIn, type Mention } from '@/lib/clinical/medication/read-orders'
import { ALLERGY_TREATMENTS, clauseAt, DENIALS, RELATIVES } from '@/lib/clinical/medication/words'
import { foldText, type FoldedText } from '@/lib/clinical/text/fold-text'

/** What tells of a reaction: its name, a positive skin test, asthma by aspirin, and what a denial leaves out. */
const CUE = new RegExp(
  [
    /(?:nkda|no known (?:drug |medication )?allergies|allergies) (?:except|other than|apart from|besides)(?: for| to)?/,
    /除了?(?=[^,，。;；]{1,12}(?:之外|以外|外)[,，]?(?:均?无|否认|未)[^,，。;；]{0,8}过敏)/,
    /(?<!抗|防)过敏(?!性(?!休克|皮炎|皮疹)|原|专科)(?:性休克)?|药疹|皮疹|荨麻疹|喉头水肿|喉痉挛|面部肿胀|剥脱性皮炎|中毒性表皮坏死|大疱/,
    /皮试(?:结果)?(?:为|示|呈)?[:：]?\s?(?:\(\+{1,3}\)|\+{1,3}|(?:强|弱)?阳性)/,
    /skin[- ]?test(?:ing)?(?: was| is|:)? ?(?:positive|\(\+\)|\+)|positive skin[- ]?test(?:ing)?/,
    /诱发哮喘|哮喘发作史|(?<=阿司匹林(?:性|诱发的?|诱发性|敏感性?|加重性?)?)哮喘|阿司匹林三联征|\baerd\b|samter'?s?|(?:aspirin|nsaid)[- ](?:sensitive|exacerbated|intoleran\w*|induced)|induced asthma/,
    /(?<=(?:后|致|引起|诱发)[^,;。]{0,8})(?:瘙痒|红斑|休克|呼吸困难|喘憋|憋喘|水疱|口唇肿胀|水肿)(?!.{0,4}(?:缓解|好转|改善|减轻|消失|消退|纠正))/,
    /anaphyla\w*|allerg(?:y|ies|ic)|angioedema|\brash\b|urticaria|stevens-johnson|\bsjs\b|\bten\b(?= (?:after|on|with|from|to))|dress\b|\bhives\b|angioneurotic/,
    /(?:bronchospasm|wheez\w*|swelling|pruritus|itching|erythema|agranulocytosis|toxic epidermal necrolysis|blister\w*|hypersensitivity|intoleran\w+|reaction|reacted|airway \w+)(?= (?:with|after|on|to|from)\b)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
)
/** More reactions than this are no patient's; they would only cost time. */
const CUES_MAX = 200
const SEVERE =
  /sjs|ten |dress|坏死|窒息|休克|anaphyla|喉头水肿|喉痉挛|angioedema|throat|airway|epidermal|stevens|剥脱|呼吸困难|抢救/
const NONE = /nkda|no known|否认|(?<!有)无(?!菌)|未发现|未诉|denies|\bno\b|阴性|negative/
/** A denial that leaves one substance out denies nothing behind it. */
const EXCEPT = /except|other than|apart from|besides|除了?/
/** Behind these the substances stand after the cue: `过敏史：青霉素`, `allergic to`, `rash with`. */
const SUBSTANCE_BEHIND = /^(?:史)?\s?(?:[:：]|为)|^ ?(?:to|with|after|from|on)\b/
/** A bracket behind the cue holds a reaction (`青霉素过敏(休克)`) or the substance (`药物过敏(青霉素)`). */
const BRACKET = /^史?\s?\([^()]{0,40}\)?/
/** Where the list of substances ends and an order begins. */
const ORDER_BEGINS =
  /\b(?:plan|start|give|order|now|today|will|begin|switch|change)|予|拟|改用|换用|现|(?<=[a-z)]) - /

const LATIN = /^[a-z]/

const foldedNames = new Map<string, string>()

function foldedName(name: string): string {
  const known = foldedNames.get(name) ?? foldText(name.replace(/[*=]/g, '')).text
  foldedNames.set(name, known)
  return known
}

/** `*pril` is the end of a word, `cef*` its beginning, `=碘` the whole place; other Latin names are whole words. */
function holdsName(text: string, name: string): boolean {
  const folded = foldedName(name)
  if (name.startsWith('=')) return text.replace(/^[\s对有]+|[\s类药]+$/g, '') === folded
  if (!LATIN.test(folded)) return text.includes(folded)
  for (let at = text.indexOf(folded); at >= 0; at = text.indexOf(folded, at + 1)) {
    const starts = name.startsWith('*') || !/[a-z]/.test(text[at - 1] ?? '')
    const ends = name.endsWith('*') || !/[a-z]/.test(text[at + folded.length] ?? '')
    if (starts && ends) return true
  }
  return false
}

/** The groups that a piece of folded text names, and those of the substances that it names. */
const groupsIn = (
  text: string,
  substances: readonly string[],
  { rows, drugs }: MedicationTables,
): PatientAllergy['group'][] =>
  rows.allergies.filter(
    ({ names, own, namesOnly }) =>
      names.some((name) => holdsName(text, name)) ||
      (!namesOnly && substances.some((id) => drugs.of(own).has(id))),
  )

const ADJACENT = /^(?:史|药物)?[\s,的]{0,2}$/

/** Whether a drug near the word is what was reacted to: one that treats reactions only right beside it, none with a dose. */
function isAllergen(
  text: string,
  mention: Mention,
  { cue, tables }: { cue: number; tables: MedicationTables },
): boolean {
  const atc = tables.drugs.substance(mention.id)?.atc ?? []
  const gap = text.slice(mention.to, Math.max(mention.to, cue))
  if (atc.some((code) => ALLERGY_TREATMENTS.some((group) => code.startsWith(group)))) {
    return ADJACENT.test(gap)
  }
  return (
    mention.from >= cue ||
    dosesIn(text, { from: mention.to, to: cue }).length === 0 ||
    /后|出现|引起|诱发|致|after/.test(gap)
  )
}

/** Where the substances of a reaction stand: behind its cue, or in front of it with the bracket behind. */
function placeOf(text: string, at: number, cue: string): { from: number; to: number } {
  const clause = clauseAt(text, at)
  const behind = at + cue.length
  if (SUBSTANCE_BEHIND.test(text.slice(behind, behind + 6)) || EXCEPT.test(cue)) {
    const begins = ORDER_BEGINS.exec(text.slice(behind, clause.to))
    return { from: behind, to: begins ? behind + begins.index : clause.to }
  }
  const bracket = BRACKET.exec(text.slice(behind, behind + 45))
  return { from: clause.from, to: behind + (bracket?.[0].length ?? 0) }
}

/** Whether the words in front of a reaction, or right behind it, say that there is none or that it is a relative's. */
function isRefused(text: string, { at, cue }: { at: number; cue: string }): boolean {
  const clause = clauseAt(text, at)
  const before = text.slice(clause.from, at)
  const except = EXCEPT.exec(before)
  const from = clause.from + (except ? except.index + except[0].length : 0)
  return (
    NONE.test(text.slice(from, at)) ||
    /^史?[:：]?\s?(?:无|否认|\(-\))/.test(text.slice(at + cue.length)) ||
    RELATIVES.inside(text, clause.from, at) ||
    DENIALS.inside(text, from, at)
  )
}

/** What the clinical reader found that the patient is allergic to. */
function allergiesOf(facts: readonly Fact[], tables: MedicationTables): PatientAllergy[] {
  return facts.flatMap((fact): PatientAllergy[] => {
    if (fact.kind !== 'allergy' || fact.none || fact.experiencer) return []
    const substance = foldText(fact.surface)
    const substances = mentionsIn(substance, tables).map(({ id }) => id)
    const severe = SEVERE.test(fact.reaction?.toLowerCase() ?? '')
    const groups = groupsIn(substance.text, substances, tables)
    if (groups.length > 0) return groups.map((group) => ({ group, substances, severe }))
    return substances.length > 0 ? [{ group: undefined, substances, severe }] : []
  })
}

/** A part of the text with some mentions blanked out. */
const without = (text: string, mentions: readonly Mention[], place: { from: number; to: number }): string =>
  mentions
    .reduce((rest, { from, to }) => rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to), text)
    .slice(place.from, place.to)

/** What the patient is allergic to, by the reader's facts and by the words of the text: the groups, and the substances themselves. */
export function allergensIn(
  folded: FoldedText,
  facts: readonly Fact[],
  tables: MedicationTables,
): PatientAllergy[] {
  const { text } = folded
  const mentions = mentionsIn(folded, tables)
  const found = allergiesOf(facts, tables)
  for (const { index: at, 0: cue } of text.matchAll(CUE).take(CUES_MAX)) {
    if (isRefused(text, { at, cue })) continue
    const clause = clauseAt(text, at)
    const place = placeOf(text, at, cue)
    const named = mentions.filter(({ from, to }) => from >= place.from && to <= place.to)
    const allergens = named.filter((mention) => isAllergen(text, mention, { cue: at, tables }))
    const substances = allergens.map(({ id }) => id)
    const rest = without(
      text,
      named.filter((mention) => !allergens.includes(mention)),
      place,
    )
    const groups = groupsIn(rest, substances, tables)
    const severe = SEVERE.test(text.slice(clause.from, clause.to))
    for (const group of groups) found.push({ group, substances, severe })
    if (groups.length === 0 && substances.length > 0) found.push({ group: undefined, substances, severe })
  }
  return found
}
