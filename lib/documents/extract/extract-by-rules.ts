import { itemsOf, missingParts, sectionsOf, splitSections, type Item, type Section } from './split-sections'
import { MODEL_FIELDS, type BatchValue, type ModelField, type RequiredPart } from '@/lib/documents/contract'
import { isPatients, isTaken, wasPatients } from '@/lib/clinical/assertion/assertion'
import type { FactOf, Term, TermKind } from '@/lib/clinical/contract'
import { readText, type TextReading } from '@/lib/clinical/read-text'
import type { Dictionary } from '@/lib/clinical/terms/dictionary'

/** What a document says, before it has ids. */
export type FoundValue = Omit<BatchValue, 'id'>

const NAME_MAX = 300
/** Longest item that is a name; longer ones are sentences, in which terms are looked for. */
const ITEM_MAX = 60
const LABS_MAX = 120

/** A code written beside its diagnosis, as in ICD-10 of WHO and its Chinese clinical editions (I21.000x001, I10.x00x002). */
const ICD10 =
  /[（([]?\s*(?:ICD-?10[:：]?\s*)?\b([A-TV-Z]\d{2}(?:\.(?:\d{1,3}|x\d{2})(?:x\d{3})?)?)\b\s*[)）\]]?/
const NONE = /^(?:无|未见|未行|未做|none|nil|no|not applicable)(?:异常|特殊|手术|带药)?$/i

interface Read extends TextReading {
  sections: readonly Section[]
}

const within = ({ start, end }: { start: number; end: number }, range: { start: number; end: number }) =>
  start >= range.start && end <= range.end
const spanOf = ({ start, end }: { start: number; end: number }) => ({ start, end })

function listed({ text, sections }: Read, field: 'diagnosis' | 'procedure' | 'drug' | 'follow_up'): Item[] {
  return sectionsOf(sections, field)
    .flatMap((section) => itemsOf(text, section))
    .filter(({ words }) => !NONE.test(words))
}

function termValue(term: Term, field: 'diagnosis' | 'procedure'): FoundValue {
  return {
    field,
    name: term.surface,
    ...(term.icd10 ? { code: term.icd10, codeSystem: 'icd10' as const } : {}),
    span: spanOf(term),
    words: term.surface,
    origin: 'rule',
  }
}

/** Terms of a kind that the text affirms, each once. */
function statedTerms(terms: readonly Term[], kind: TermKind, range?: Item): Term[] {
  const stated = terms.filter(
    (term) =>
      term.kind === kind &&
      (kind === 'diagnosis' ? wasPatients : isPatients)(term.status) &&
      (!range || within(term, range)),
  )
  return stated.filter((term, i) => stated.findIndex((one) => one.preferred.en === term.preferred.en) === i)
}

/** A listed diagnosis with the code that stands beside it, else the dictionary's code of the one diagnosis it names. */
function diagnosisValue(item: Item, terms: readonly Term[]): FoundValue {
  const written = ICD10.exec(item.words)
  const name = item.words.replace(written?.[0] ?? '', '').trim()
  const named = terms.filter((term) => term.kind === 'diagnosis' && within(term, item))
  const code = written?.[1] ?? (named.length === 1 ? named[0]?.icd10 : undefined)
  return {
    field: 'diagnosis',
    name: (name || item.words).slice(0, NAME_MAX),
    ...(code ? { code, codeSystem: 'icd10' as const } : {}),
    span: spanOf(item),
    words: item.words,
    origin: 'rule',
  }
}

function diagnoses(read: Read): FoundValue[] {
  const items = listed(read, 'diagnosis')
  if (sectionsOf(read.sections, 'diagnosis').length === 0) {
    return statedTerms(read.terms, 'diagnosis').map((term) => termValue(term, 'diagnosis'))
  }
  return items.flatMap((item) =>
    item.words.length <= ITEM_MAX
      ? [diagnosisValue(item, read.terms)]
      : statedTerms(read.terms, 'diagnosis', item).map((term) => termValue(term, 'diagnosis')),
  )
}

function procedures(read: Read): FoundValue[] {
  const items = listed(read, 'procedure')
  if (sectionsOf(read.sections, 'procedure').length === 0) {
    return statedTerms(read.terms, 'procedure').map((term) => termValue(term, 'procedure'))
  }
  return items.map((item) => ({
    field: 'procedure',
    name: item.words.slice(0, NAME_MAX),
    span: spanOf(item),
    words: item.words,
    origin: 'rule',
  }))
}

function drugFactValue(fact: FactOf<'drug'>, text: string): FoundValue {
  const written = text.slice(fact.start, fact.end)
  return {
    field: 'drug',
    name: fact.name.zh && /\p{Script=Han}/u.test(written) ? fact.name.zh : fact.name.en,
    ...(fact.dose ? { dose: `${fact.dose.value} ${fact.dose.unit}` } : {}),
    ...(fact.route ? { route: fact.route } : {}),
    ...(fact.frequency ? { frequency: fact.frequency.text } : {}),
    span: spanOf(fact),
    words: written,
    origin: 'rule',
  }
}

const DOSE =
  /^(.{2,40}?)[\s:：,，(（]*(\d+(?:\.\d+)?\s*(?:mg|g|[μµu]g|mL|IU|U|万?单位|片|粒|支|袋|滴|喷|吸))(?![A-Za-z])/i

/** A listed drug the dictionary does not know: its name is what stands before the dose. */
function unknownDrug(item: Item): FoundValue[] {
  const match = DOSE.exec(item.words)
  if (!match?.[1] || !match[2]) return []
  return [
    {
      field: 'drug',
      name: match[1].trim(),
      dose: match[2],
      span: spanOf(item),
      words: item.words,
      origin: 'rule',
    },
  ]
}

/** What makes an order with a drug in it one of follow-up, too. */
const RETURNS = /复诊|复查|随访|随诊|门诊|监测|review|follow|clinic|check|monitor/i

const drugFacts = ({ facts }: Read) => facts.filter((fact) => fact.kind === 'drug')

/** An order that only says how a drug is taken: it stands among the drugs. One that ends a drug says more. */
function isDrugOrder(item: Item, read: Read): boolean {
  if (RETURNS.test(item.words)) return false
  const named = drugFacts(read).filter((fact) => within(fact, item))
  return named.length > 0
    ? named.every(({ status, dose }) => isTaken(status) && dose !== undefined)
    : DOSE.test(item.words)
}

function drugs(read: Read): FoundValue[] {
  const given = drugFacts(read)
  const of = (item: Item) => {
    const known = given.filter((fact) => within({ start: fact.start, end: fact.start + 1 }, item))
    return known.length > 0 ? known.map((fact) => drugFactValue(fact, read.text)) : unknownDrug(item)
  }
  const stated =
    sectionsOf(read.sections, 'drug').length > 0
      ? listed(read, 'drug').flatMap(of)
      : given
          .filter(({ status, dose }) => isTaken(status) && dose)
          .map((fact) => drugFactValue(fact, read.text))
  const orders = listed(read, 'follow_up').filter((item) => isDrugOrder(item, read))
  return [...stated, ...orders.flatMap(of).filter(({ name }) => !stated.some((drug) => drug.name === name))]
}

function labs({ text, facts }: Read): FoundValue[] {
  return facts
    .filter((fact) => fact.kind === 'lab')
    .filter(({ status }) => status !== 'family')
    .slice(0, LABS_MAX)
    .map((fact) => ({
      field: 'lab' as const,
      name: /\p{Script=Han}/u.test(text) ? fact.name.zh : fact.name.en,
      value: `${fact.comparator ?? ''}${fact.value}`,
      ...(fact.unit ? { unit: fact.unit } : {}),
      flag: fact.flag,
      span: spanOf(fact),
      words: text.slice(fact.start, fact.end),
      origin: 'rule' as const,
    }))
}

function followUps(read: Read): FoundValue[] {
  const orders = listed(read, 'follow_up').filter((item) => !isDrugOrder(item, read))
  return orders.map((item) => ({
    field: 'follow_up',
    name: item.words.slice(0, NAME_MAX),
    span: spanOf(item),
    words: item.words,
    origin: 'rule',
  }))
}

/** From this many headings on a summary is a form, in which a part that is not there did not happen. */
const FORM_HEADINGS = 4

/** Fields that neither a heading nor a value settles: 手术：无 is settled, and so are procedures a filled form lacks. */
function openFields({ sections }: Read, values: readonly FoundValue[]): ModelField[] {
  return MODEL_FIELDS.filter(
    (field) =>
      sectionsOf(sections, field).length === 0 &&
      !values.some((value) => value.field === field) &&
      (field !== 'procedure' || sections.length < FORM_HEADINGS),
  )
}

export interface Extracted {
  values: FoundValue[]
  missing: RequiredPart[]
  /** Fields that are left for the model. */
  open: ModelField[]
}

/**
 * The typed form of one discharge summary, by rules and the terms in force: the same text gives the same values, each with its words. `missing`
 * are the required parts of a discharge record that the text lacks.
 */
export function extractByRules(text: string, dictionary: Dictionary): Extracted {
  const sections = splitSections(text)
  const read: Read = { ...readText(text, dictionary), sections }
  const values = [diagnoses, procedures, drugs, labs, followUps].flatMap((part) => part(read))
  return { values, missing: missingParts(text, sections), open: openFields(read, values) }
}
