import { DrugSets } from '@/lib/clinical/medication/drug-sets'
import type { MedicationRows } from '@/lib/clinical/medication/medication-tables'
import { foldText } from '@/lib/clinical/text/fold-text'
import { editDistance } from '@/lib/shared/edit-distance'

const ATC = /^[A-Z]\d\d(?:[A-Z](?:[A-Z](?:\d\d)?)?)?$/
/** Names for which the nearest one is looked for: no more problems are told one by one. */
const NEAREST_MAX = 200

const fold = (name: string): string => foldText(name).text.trim()

function nearestOf(names: Iterable<string>, wanted: string): string {
  let best = { name: '', far: Infinity }
  for (const name of names) {
    if (Math.abs(name.length - wanted.length) >= best.far) continue
    const far = editDistance(name, wanted)
    if (far < best.far) best = { name, far }
  }
  return best.name
}

/** The names by which a table may mean drugs, classes of drugs and conditions. */
export class KnownNames {
  private readonly substances = new Map<string, string>()
  private readonly classes = new Map<string, string>()
  private readonly conditions = new Map<string, string>()
  private readonly drugs: DrugSets
  private looked = 0

  constructor({ substances, classes, conditions }: MedicationRows) {
    this.drugs = new DrugSets(substances, classes)
    for (const { id, zh, en, names = [] } of substances) {
      for (const name of [id, zh, en, ...names]) this.keep(this.substances, name, id)
    }
    for (const { id, zh, en } of classes) {
      for (const name of [`@${id}`, zh, en]) this.keep(this.classes, name, `@${id}`)
    }
    for (const { id, zh, en, phrases } of conditions) {
      for (const name of [id, zh, en, ...phrases]) this.keep(this.conditions, name, id)
    }
  }

  /** Id of the substance that bears the name. */
  substance(name: string): string | undefined {
    return this.substances.get(fold(name))
  }

  /** The selector that a name means: a substance, a class, all of an ATC group, or `*` for every drug. */
  selector(name: string): string | undefined {
    const group = ATC.test(name) && this.drugs.of([name]).size > 0 ? name : undefined
    return name === '*' ? name : (this.substance(name) ?? this.classes.get(fold(name)) ?? group)
  }

  /** Id of the condition that bears the name. */
  condition(name: string): string | undefined {
    return this.conditions.get(fold(name))
  }

  /** The known name of a drug or class that differs in the fewest letters. */
  nearestDrug(name: string): string {
    return this.nearest([...this.substances.keys(), ...this.classes.keys()], name)
  }

  /** The known name of a condition that differs in the fewest letters. */
  nearestCondition(name: string): string {
    return this.nearest(this.conditions.keys(), name)
  }

  private nearest(names: Iterable<string>, name: string): string {
    this.looked += 1
    return this.looked > NEAREST_MAX ? '' : nearestOf(names, fold(name))
  }

  private keep(names: Map<string, string>, name: string, id: string): void {
    if (!names.has(fold(name))) names.set(fold(name), id)
  }
}
