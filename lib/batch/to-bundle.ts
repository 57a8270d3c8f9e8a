import type { StoredRow } from '@/lib/batch/batch-store'
import type { BatchValue } from '@/lib/documents/contract'

/** ICD-10 as HL7 names it (terminology.hl7.org, R4). */
const ICD10 = 'http://hl7.org/fhir/sid/icd-10'
const ORIGIN_SYSTEM = 'urn:innerward:batch-origin'

interface Entry {
  fullUrl: string
  resource: Record<string, unknown>
}

const uuidOf = (job: string, document: number, value: number) => `urn:innerward:${job}:${document}:${value}`

function conceptOf({ name, code, codeSystem }: BatchValue) {
  return {
    ...(code && codeSystem === 'icd10' ? { coding: [{ system: ICD10, code, display: name }] } : {}),
    text: name,
  }
}

/** A number as FHIR wants it, with its comparator; null when the text is no number. */
function quantityOf({ value = '', unit }: BatchValue) {
  const match = /^([<>]?)(-?\d+(?:\.\d+)?)$/.exec(value)
  if (!match?.[2]) return null
  return {
    value: Number(match[2]),
    ...(match[1] ? { comparator: match[1] } : {}),
    ...(unit ? { unit } : {}),
  }
}

function resourceOf(value: BatchValue, subject: { display: string }): Record<string, unknown> {
  const concept = conceptOf(value)
  const note = value.words === '' ? {} : { note: [{ text: value.words }] }
  const quantity = quantityOf(value)
  const dosage = [value.dose, value.route, value.frequency].filter((part) => part).join(' ')
  switch (value.field) {
    case 'diagnosis':
      return { resourceType: 'Condition', subject, code: concept, ...note }
    case 'procedure':
      return { resourceType: 'Procedure', status: 'completed', subject, code: concept, ...note }
    case 'drug':
      return {
        resourceType: 'MedicationStatement',
        status: 'intended',
        subject,
        medicationCodeableConcept: concept,
        ...(dosage ? { dosage: [{ text: dosage }] } : {}),
        ...note,
      }
    case 'lab':
      return {
        resourceType: 'Observation',
        status: 'preliminary',
        subject,
        code: concept,
        ...(quantity
          ? { valueQuantity: quantity }
          : { valueString: `${value.value ?? ''} ${value.unit ?? ''}`.trim() }),
        ...note,
      }
    case 'follow_up':
      return {
        resourceType: 'CarePlan',
        status: 'active',
        intent: 'plan',
        subject,
        description: value.name,
        ...note,
      }
  }
}

/**
 * The results as a FHIR R4 Bundle of type collection. A subject is the document's name and no patient; the tag says
 * whether rules, the model or a person gave a value, and whether a person accepted the document.
 */
export function toBundle(rows: readonly StoredRow[], { id, at }: { id: string; at: Date }) {
  const entry = rows.flatMap(({ name, number, values, accepted }): Entry[] =>
    values.map((value) => ({
      fullUrl: uuidOf(id, number, value.id),
      resource: {
        ...resourceOf(value, { display: name }),
        meta: {
          tag: [
            { system: ORIGIN_SYSTEM, code: value.origin, display: accepted ? 'accepted' : 'not reviewed' },
          ],
        },
      },
    })),
  )
  return { resourceType: 'Bundle', type: 'collection', timestamp: at.toISOString(), entry }
}
