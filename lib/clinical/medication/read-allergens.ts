import type { MedicationTables } from '@/lib/clinical/medication/medication-tables'
import type { PatientAllergy } from '@/lib/clinical/medication/patient'
import { mentionsIn } from '@/lib/clinical/medication/read-orders'
import { clauseAt, DENIALS, RELATIVES } from '@/lib/clinical/medication/words'
import { foldText, type FoldedText } from '@/lib/clinical/text/fold-text'

const CUE =
  /(?<!抗|防)过敏(?!性(?!休克|皮炎|皮疹)|原|专科)(?:性休克)?|药疹|皮疹|荨麻疹|喉头水肿|anaphyla\w*|allerg(?:y|ies|ic)|angioedema|\brash\b|urticaria|stevens-johnson|\bsjs\b|\bten\b(?= (?:after|on|with|from|to))|dress\b|剥脱性皮炎|中毒性表皮坏死|大疱|诱发哮喘|哮喘发作史|induced asthma|bronchospasm (?=with|after|on|to)|\bhives\b|angioneurotic|喉痉挛|面部肿胀/g
const SEVERE = /sjs|ten |dress|坏死|窒息|休克|anaphyla|喉头水肿|angioedema|stevens|剥脱|呼吸困难|抢救/
const NONE = /nkda|no known|否认|(?<!有)无(?!菌)|未发现|未诉|denies|\bno\b|阴性|negative/
/** Behind these the substances stand after the cue: `过敏史：青霉素`, `allergic to`, `rash with`. */
const SUBSTANCE_BEHIND = /^(?:史)?\s?(?:[:：]|\(|为)|^ ?(?:to|with|after|from|on)\b/

/** The groups whose names a piece of folded text holds. */
function groupsIn(text: string, { rows }: MedicationTables): PatientAllergy['group'][] {
  return rows.allergies.filter(({ names }) => names.some((name) => text.includes(foldText(name).text)))
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
  for (const match of text.matchAll(CUE)) {
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
      .map(({ id }) => id)
    const groups = groupsIn(text.slice(place.from, place.to), tables)
    const severe = SEVERE.test(words)
    for (const group of groups) found.push({ group, substances, severe })
    if (groups.length === 0 && substances.length > 0) found.push({ group: undefined, substances, severe })
  }
  return found
}
