import type { RowOf, Substance } from '@/lib/clinical/medication/table-schema'

const ATC = /^[A-Z]\d\d/
/** How deep a class may name classes. */
const DEPTH_MAX = 4

/** Which substances a list of selectors means: ids, `@class` and beginnings of ATC codes. */
export class DrugSets {
  private readonly byId: ReadonlyMap<string, Substance>
  private readonly classes: ReadonlyMap<string, readonly string[]>
  private readonly mixtures: readonly Substance[]
  private readonly mixed = new Map<readonly string[], ReadonlySet<string>>()
  private readonly known = new Map<readonly string[], ReadonlySet<string>>()

  constructor(substances: readonly Substance[], classes: readonly RowOf<'classes'>[]) {
    this.byId = new Map(substances.map((one) => [one.id, one]))
    this.mixtures = substances.filter(({ parts }) => parts !== undefined)
    this.classes = new Map(classes.map(({ id, members }) => [id, members]))
  }

  substance(id: string): Substance | undefined {
    return this.byId.get(id)
  }

  /** The ids that the selectors mean. */
  of(selectors: readonly string[]): ReadonlySet<string> {
    const before = this.known.get(selectors)
    if (before) return before
    const ids = new Set<string>()
    for (const selector of selectors) this.add(selector, ids, 0)
    this.known.set(selectors, ids)
    return ids
  }

  /** Whether a substance, or for a mixture one of its parts, is meant. */
  has(selectors: readonly string[], id: string): boolean {
    return this.withMixtures(selectors).has(id)
  }

  /** The ids that the selectors mean, with those of the mixtures that hold one of them. */
  withMixtures(selectors: readonly string[]): ReadonlySet<string> {
    const before = this.mixed.get(selectors)
    if (before) return before
    const ids = this.of(selectors)
    const mixtures = this.mixtures.filter(({ parts = [] }) => parts.some((part) => ids.has(part)))
    const all = new Set([...ids, ...mixtures.map(({ id }) => id)])
    this.mixed.set(selectors, all)
    return all
  }

  private add(selector: string, ids: Set<string>, depth: number): void {
    if (selector === '*') for (const id of this.byId.keys()) ids.add(id)
    else if (selector.startsWith('@')) {
      if (depth >= DEPTH_MAX) return
      for (const member of this.classes.get(selector.slice(1)) ?? []) this.add(member, ids, depth + 1)
    } else if (ATC.test(selector)) {
      for (const { id, atc = [] } of this.byId.values()) {
        if (atc.some((code) => code.startsWith(selector))) ids.add(id)
      }
    } else if (this.byId.has(selector)) ids.add(selector)
  }
}
