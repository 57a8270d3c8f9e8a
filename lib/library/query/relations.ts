import type { Concept } from '@/lib/clinical/contract'
import { builtInTables } from '@/lib/clinical/medication/medication-tables'
import { conceptToken, type Words } from '@/lib/library/index/words'
import type { QueryToken } from '@/lib/library/query/library-query'
import table from '@/lib/library/query/relations.json'

const NARROWER = 0.7
const BROADER = 0.5
const MEMBER = 0.6
const DRUG_GROUP = 0.45
const SUBSTANCE_CODE = 7
const GROUP_CODE = 4
const CATEGORY = 3

const unspecified = (icd10: string) => icd10.length === CATEGORY || /^...\.9/.test(icd10)
const category = (icd10: string) => icd10.slice(0, CATEGORY)

/** What stands near a concept: more special and more general diagnoses by ICD-10, drugs and groups by ATC, and the rows of a table. */
export class Relations {
  private readonly diagnoses = new Map<string, [string, string][]>()
  private readonly drugs: [string, string][] = []
  private readonly rows = new Map<string, QueryToken[]>()

  constructor(words: Words) {
    for (const [token, { kind, icd10, atc }] of words.concepts()) {
      if (kind === 'diagnosis' && icd10) {
        const known = this.diagnoses.get(category(icd10))
        if (known) known.push([token, icd10])
        else this.diagnoses.set(category(icd10), [[token, icd10]])
      }
      if (kind === 'drug' && atc) this.drugs.push([token, atc])
    }
    for (const { of, also } of table.concepts) this.addRow(of, also)
    this.addClasses()
  }

  /** Tokens near a concept with how near they are; the concept's own is not among them. */
  of(token: string, { kind, icd10, atc }: Concept): QueryToken[] {
    return [
      ...(this.rows.get(token) ?? []),
      ...(kind === 'diagnosis' && icd10 ? this.byIcd10(token, icd10) : []),
      ...(kind === 'drug' && atc ? this.byAtc(token, atc) : []),
    ]
  }

  private addRow(of: string, also: Readonly<Record<string, number>>): void {
    const tokens = Object.entries(also).map(([en, weight]) => ({ token: conceptToken(en), weight }))
    const key = conceptToken(of)
    this.rows.set(key, [...(this.rows.get(key) ?? []), ...tokens])
  }

  /** Groups of drugs that ATC does not hold together: a group means its members, a member a little its group. */
  private addClasses(): void {
    const { drugs } = builtInTables()
    for (const { of, drugs: selectors } of table.classes) {
      for (const id of drugs.of(selectors)) {
        const name = drugs.substance(id)?.en
        if (name === undefined) continue
        this.addRow(of, { [name]: MEMBER })
        this.addRow(name, { [of]: DRUG_GROUP })
      }
    }
  }

  private byIcd10(token: string, icd10: string): QueryToken[] {
    const here = unspecified(icd10)
    return (this.diagnoses.get(category(icd10)) ?? [])
      .filter(([other, code]) => other !== token && (here || unspecified(code)))
      .map(([other]) => ({ token: other, weight: here ? NARROWER : BROADER }))
  }

  private byAtc(token: string, atc: string): QueryToken[] {
    const members = this.drugs.filter(
      ([other, code]) => other !== token && atc.length < SUBSTANCE_CODE && code.startsWith(atc),
    )
    const groups = this.drugs.filter(
      ([other, code]) =>
        other !== token && code.length >= GROUP_CODE && code.length < atc.length && atc.startsWith(code),
    )
    return [
      ...members.map(([other]) => ({ token: other, weight: MEMBER })),
      ...groups.map(([other]) => ({ token: other, weight: DRUG_GROUP })),
    ]
  }
}

const compiled = new WeakMap<Words, Relations>()

const GENERAL = new Set(table.general.map(conceptToken))

/** Whether a concept says too little to be found where it is a part of another's name: 癌 in 肺癌. */
export const isGeneral = (token: string): boolean => GENERAL.has(token)

/** The relations among the concepts of a dictionary, made at first use. */
export function relationsOf(words: Words): Relations {
  const known = compiled.get(words)
  if (known) return known
  const relations = new Relations(words)
  compiled.set(words, relations)
  return relations
}
