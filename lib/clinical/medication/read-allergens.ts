import type { MedicationTables } from '@/lib/clinical/medication/medication-tables'
import type { PatientAllergy } from '@/lib/clinical/medication/patient'
import { dosesIn } from '@/lib/clinical/medication/read-doses'
import { mentionsIn, type Mention } from '@/lib/clinical/medication/read-orders'
import { ALLERGY_TREATMENTS, clauseAt, DENIALS, RELATIVES } from '@/lib/clinical/medication/words'
import { foldText, type FoldedText } from '@/lib/clinical/text/fold-text'

const CUE =
  /(?<!抗|防)过敏(?!性(?!休克|皮炎|皮疹)|原|专科)(?:性休克)?|药疹|皮疹|荨麻疹|喉头水肿|anaphyla\w*|allerg(?:y|ies|ic)|angioedema|\brash\b|urticaria|stevens-johnson|\bsjs\b|\bten\b(?= (?:after|on|with|from|to))|dress\b|剥脱性皮炎|中毒性表皮坏死|大疱|诱发哮喘|哮喘发作史|induced asthma|bronchospasm (?=with|after|on|to)|\bhives\b|angioneurotic|喉痉挛|面部肿胀/g
/** More reactions than this are no patient's; they would only cost time. */
const CUES_MAX = 200
const SEVERE = /sjs|ten |dress|坏死|窒息|休克|anaphyla|喉头水肿|angioedema|stevens|剥脱|呼吸困难|抢救/
const NONE = /nkda|no known|否认|(?<!有)无(?!菌)|未发现|未诉|denies|\bno\b|阴性|negative/
/** Behind these the substances stand after the cue: `过敏史：青霉素`, `allergic to`, `rash with`. */
const SUBSTANCE_BEHIND = /^(?:史)?\s?(?:[:：]|\(|为)|^ ?(?:to|with|after|from|on)\b/

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

/** The groups whose names a piece of folded text holds. */
const groupsIn = (text: string, { rows }: MedicationTables): PatientAllergy['group'][] =>
  rows.allergies.filter(({ names }) => names.some((name) => holdsName(text, name)))

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

function placeOf(text: string, at: number, cue: string): { from: number; to: number } {
  const clause = clauseAt(text, at)
  const behind = at + cue.length
  if (SUBSTANCE_BEHIND.test(text.slice(behind, behind + 6))) return { from: behind, to: clause.to }
  return { from: clause.from, to: at }
}

/** What the patient is allergic to, as far as a text says: by group, and by the substances themselves. */
export function allergensIn(folded: FoldedText, tables: MedicationTables): PatientAllergy[] {
  const { text } = folded
  const mentions = mentionsIn(folded, tables)
  const found: PatientAllergy[] = []
  for (const match of text.matchAll(CUE).take(CUES_MAX)) {
    const clause = clauseAt(text, match.index)
    const before = text.slice(clause.from, match.index)
    const words = text.slice(clause.from, clause.to)
    if (
      NONE.test(before) ||
      /^史?[:：]?\s?(?:无|否认|\(-\))/.test(text.slice(match.index + match[0].length))
    ) {
      continue
    }
    if (RELATIVES.inside(text, clause.from, match.index)) continue
    if (DENIALS.inside(text, clause.from, match.index)) continue
    const place = placeOf(text, match.index, match[0])
    const substances = mentions
      .filter(({ from, to }) => from >= place.from && to <= place.to)
      .filter((mention) => isAllergen(text, mention, { cue: match.index, tables }))
      .map(({ id }) => id)
    const groups = groupsIn(text.slice(place.from, place.to), tables)
    const severe = SEVERE.test(words)
    for (const group of groups) found.push({ group, substances, severe })
    if (groups.length === 0 && substances.length > 0) found.push({ group: undefined, substances, severe })
  }
  return found
}
