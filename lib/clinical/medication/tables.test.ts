import { describe, expect, it } from 'vitest'
import { DrugSets } from '@/lib/clinical/medication/drug-sets'
import { builtInRows } from '@/lib/clinical/medication/medication-tables'
import type { TableName } from '@/lib/clinical/medication/table-schema'

const { rows, sources } = builtInRows()
const drugs = new DrugSets(rows.substances, rows.classes)
const names = Object.keys(rows) as TableName[]

describe('medication tables', () => {
  it('hold enough drugs and interactions to be of use on a ward', () => {
    const pairs = rows.interactions
      .filter(({ severity }) => severity !== 'note')
      .flatMap(({ a, b }) =>
        [...drugs.of(a)].flatMap((x) => [...drugs.of(b)].map((y) => [x, y].sort().join('+'))),
      )
    expect(rows.substances.length).toBeGreaterThanOrEqual(300)
    expect(rows.interactions.length).toBeGreaterThanOrEqual(250)
    expect(new Set(pairs).size).toBeGreaterThanOrEqual(250)
  })

  it('name a known source and either a day it was opened or that it was recalled', () => {
    for (const name of names) {
      for (const row of rows[name]) {
        if (!('source' in row)) continue
        expect(sources, row.id).toHaveProperty(row.source)
        expect([row.opened !== undefined, row.recalled === true].filter(Boolean), row.id).toHaveLength(1)
      }
    }
  })

  it('use every id once', () => {
    const warning = names.filter((name) => !['substances', 'classes', 'conditions'].includes(name))
    const ids = warning.flatMap((name) => rows[name].map(({ id }) => id))
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([])
    for (const name of ['substances', 'classes', 'conditions'] as const) {
      const own = rows[name].map(({ id }) => id)
      expect(new Set(own).size, name).toBe(own.length)
    }
  })

  it('mean at least one drug with every selector', () => {
    const lists = names.flatMap((name) =>
      rows[name].flatMap((row) => {
        const record = row as Record<string, unknown>
        return ['drugs', 'a', 'b', 'members', 'own', 'except'].flatMap((key) =>
          Array.isArray(record[key]) ? (record[key] as string[]).map((one) => [row.id, one] as const) : [],
        )
      }),
    )
    expect(lists.filter(([, selector]) => drugs.of([selector]).size === 0)).toEqual([])
  })

  it('ask only about conditions that the table of conditions holds', () => {
    const known = new Set(rows.conditions.map(({ id }) => id))
    const asked = rows.disease.flatMap(({ conditions, needs = [], notIf = [] }) => [
      ...conditions,
      ...needs,
      ...notIf,
    ])
    expect(asked.filter((id) => !known.has(id))).toEqual([])
  })

  it('give no name to two drugs', () => {
    const claimed = new Map<string, string>()
    const twice = rows.substances.flatMap(({ id, zh, en, names: more = [] }) =>
      [...new Set([zh, en, ...more].map((name) => name.toLowerCase()))].flatMap((name) => {
        const before = claimed.get(name)
        claimed.set(name, id)
        return before && before !== id ? [`${name}: ${before}, ${id}`] : []
      }),
    )
    expect(twice).toEqual([])
  })
})
