import type { Dictionary } from '@/lib/clinical/terms/dictionary'
import type { Identifier, IdentifierKind, Place } from '@/lib/privacy/contract'
import { findIdentifiers } from '@/lib/privacy/find-identifiers'

/** A piece of a document, with where it stands. */
interface Passage {
  page: number | null
  heading: string
  text: string
}

/** What points to a patient, and what a document may rightly name. */
export interface FoundPlaces {
  patient: Place[]
  listed: Place[]
}

/** Places of either sort that are told. */
const PLACES_MAX = 200
/** Passages at the beginning and the end of a document that name its authors and publisher. */
const TITLE_PASSAGES = 8
const IMPRINT_PASSAGES = 3
/** What authors, publishers and their addresses are found as. */
const LISTED = new Set<IdentifierKind>([
  'name',
  'address',
  'phone',
  'email',
  'online',
  'date',
  'account',
  'licence',
  'plate',
  'id_number',
])

const RECORD_WORDS = '住院号|病案号|病历号|门诊号|就诊号|就诊卡号|登记号|病员号|患者编号|患者id|病人id'
const PATIENT_WORDS = '患者|病人|患儿|患方|病员|产妇|孕妇'
/** What a text has where it may name a patient; all others are not looked at more closely. */
const MAY_NAME = new RegExp(
  [
    `姓 ?名|身份证|证件号|${RECORD_WORDS}|床号|\\d ?床|出生(?:日期|年月)`,
    `(?:${PATIENT_WORDS}|家属|联系人) ?[:：]`,
    `(?:${PATIENT_WORDS})[\\p{Script=Han}·]{2,4}(?:[，,、（(\\s]{0,2}(?:男|女|\\d{1,3} ?岁)|因|诉|于|入院)`,
    `[\\p{Script=Han}][，,、（( ]{1,2}(?:男|女)性?[，,、 ]{1,2}\\d{1,3} ?岁`,
    `(?:${PATIENT_WORDS}|家属)[^。\\n]{0,20}(?:电话|手机)`,
    '\\d{17}[\\dx]|(?<!\\d)1[3-9]\\d{9}(?!\\d)|@',
    "\\b(?:mrn|dob|nhs)\\b|\\bpatient(?:['’]s)? (?:name|id|number)\\b|\\bpatient ?:|date of birth|\\b(?:mr|mrs|ms)\\.? [a-z]|[- ]year[- ]old|(?:record|hospital|admission) (?:number|no)",
  ].join('|'),
  'iu',
)

/** What stands in front of a patient's name: a label, or a role. */
const LABEL = new RegExp(
  `(?:(?:${PATIENT_WORDS}|家属)的?(?:姓 ?名)?|姓 ?名|patient(?:['’]s)?(?: name)?) ?[:：] ?$`,
  'i',
)
const ROLE = new RegExp(`(?:${PATIENT_WORDS}|\\bpatient|\\bmr\\.?|\\bmrs\\.?|\\bms\\.?) ?$`, 'i')
/** An identity number of a resident, also where a digit of it is mistyped. */
const RESIDENT_NUMBER = /^\d{17}[\dx]$/i
/** What follows a patient's name: age, or what brought the person. */
const AGE =
  /^[，,、（(；; ]{0,3}(?:(?:男|女)性?|male|female|m|f)?[，,、；; ]{0,3}(?:a )?\d{1,3} ?(?:岁|[- ]?years?[- ]old|y\/?o\b)/i
const CAME =
  /^[，,、（( ]{0,2}(?:男|女|因|诉|主诉|于|入院|住院|门诊|was admitted|presented|presents|attended)/i
const RECORD_LABEL = new RegExp(
  `(?:${RECORD_WORDS}|mrn|nhs number|(?:medical )?record (?:number|no)|hospital (?:number|no)|admission (?:number|no)|patient (?:id|number))[\\s:：#.为是]{0,4}$`,
  'i',
)
const OF_PATIENT = new RegExp(`(?:${PATIENT_WORDS}|家属|联系人|patient|next of kin)[^。；;\\n]{0,20}$`, 'i')
const OF_OFFICE = /咨询|热线|服务|投诉|预约|编辑|办公|医院|科室|传真|hotline|helpline|office|enquir/i
const BIRTH = /(?:出生(?:日期|年月)?|生日|dob|date of birth|born)[\s:：on于]{0,4}$/i
/** The head of a list of patients; one of authors has no such columns. */
const PATIENT_LIST = new RegExp(`^(?=.*\\|)(?=.*姓 ?名)(?=.*(?:${RECORD_WORDS}|床号|身份证)).*$`, 'im')
const IN_LIST = new Set<IdentifierKind>(['name', 'record_number', 'bed', 'id_number', 'phone'])
/** Characters between a name and a bed, a number or a birthday that belong to it. */
const BESIDE_MAX = 40

const CONTEXT = 24
const before = (text: string, { start }: Identifier) => text.slice(Math.max(0, start - CONTEXT), start)
const after = (text: string, { end }: Identifier) => text.slice(end, end + CONTEXT)

/** 骨科三病区 beside a chief's name in a handbook: wards, floors and rooms are no bed of a patient. */
const WARD = /(?:病区|病房|病室|单元|[区科楼层房室]|f|north|south|east|west)$/i

/** How many characters part two places. */
const distance = (a: Identifier, b: Identifier) => Math.max(a.start - b.end, b.start - a.end)

/** Whether a place alone points to a patient: by its form, the words around it, or a label of records. */
function pointsToPatient(text: string, place: Identifier): boolean {
  const [front, behind] = [before(text, place), after(text, place)]
  const { kind, confidence, surface } = place
  if (kind === 'id_number') return confidence === 'certain' || RESIDENT_NUMBER.test(surface)
  if (kind === 'record_number') return RECORD_LABEL.test(front)
  if (kind === 'phone') return OF_PATIENT.test(front) && !OF_OFFICE.test(front)
  if (kind !== 'name') return false
  if (LABEL.test(front)) return true
  return AGE.test(behind) || (ROLE.test(front) && CAME.test(behind))
}

/** Places that point to a patient, with the beds and birthdays beside the names among them. */
function patientPlaces(text: string, places: readonly Identifier[]): Set<Identifier> {
  const names = places.filter(({ kind }) => kind === 'name')
  const beside = (place: Identifier) => names.filter((name) => distance(place, name) <= BESIDE_MAX)
  const list = PATIENT_LIST.test(text)
  const found = new Set(
    places.filter((place) => (list && IN_LIST.has(place.kind)) || pointsToPatient(text, place)),
  )
  for (const place of places) {
    const tells =
      (place.kind === 'bed' && !WARD.test(place.surface)) ||
      (place.kind === 'date' && BIRTH.test(before(text, place)))
    if (!tells && !(found.has(place) && place.kind !== 'name')) continue
    const [nearest] = beside(place).toSorted((a, b) => distance(place, a) - distance(place, b))
    if (nearest) found.add(place).add(nearest)
  }
  return found
}

/**
 * The places of a document that point to a patient (a name with a role, an age or a label, an identity number, a record number, a
 * bed or birthday beside a name, a patient's telephone), which refuse it, and those that a title page may hold (authors,
 * institutions, addresses, dates), to be looked at before it is kept. Each is told once. Passages without any sign of a patient
 * are read closely at the beginning and the end alone, where documents name their authors.
 */
export function findPlaces(passages: readonly Passage[], dictionary: Dictionary): FoundPlaces {
  const places: FoundPlaces = { patient: [], listed: [] }
  const known = new Set<string>()
  for (const [i, { page, heading, text }] of passages.entries()) {
    const atEdge = i < TITLE_PASSAGES || i >= passages.length - IMPRINT_PASSAGES
    if (places.patient.length >= PLACES_MAX) break
    if (!atEdge && !MAY_NAME.test(text)) continue
    const identifiers = findIdentifiers(text, { dictionary, locale: 'zh-CN' })
    const ofPatient = patientPlaces(text, identifiers)
    for (const identifier of identifiers) {
      const { kind, surface } = identifier
      const list = ofPatient.has(identifier) ? 'patient' : 'listed'
      const key = `${list} ${kind} ${surface}`
      if (known.has(key) || places[list].length >= PLACES_MAX) continue
      if (list === 'listed' && !LISTED.has(kind)) continue
      known.add(key)
      places[list].push({ page, heading, kind, text: surface })
    }
  }
  return places
}
