import { describe, expect, test } from 'vitest'
import { checkMedication } from '@/lib/clinical/medication/check-medication'
import { compareTables } from '@/lib/clinical/medication/compare-tables'
import {
  applyHospital,
  NO_HOSPITAL_TABLES,
  UNCHANGED,
  versionName,
  type HospitalTables,
} from '@/lib/clinical/medication/hospital-tables'
import { builtInTables, type MedicationTables } from '@/lib/clinical/medication/medication-tables'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'

type Interaction = NonNullable<HospitalTables['rows']['interactions']>[number]
const row = (over: Partial<Interaction> & { id: string }): Interaction => ({
  ...{ a: ['paracetamol'], b: ['omeprazole'], severity: 'serious', zh: '院内规定', en: 'house rule' },
  ...{ source: 'own-1', opened: '2026-11-01' },
  ...over,
})
const withRows = (...interactions: Interaction[]): HospitalTables => ({
  sources: { 'own-1': { 'zh-CN': '本院处方集', en: 'Formulary', year: 2026 } },
  rows: { interactions },
})
const [shipped] = builtInTables().rows.interactions.filter(({ id }) => id === 'interaction-pde5-nitrate')
if (!shipped) throw new Error('the row of the test is gone')

function warnings(tables: MedicationTables, ...drugs: string[]) {
  const read = (text: string) => readText(text, builtInDictionary())
  return checkMedication({ drugs, locale: 'zh-CN' }, { tables, read }).warnings
}

describe('the hospital’s tables over those of the portal', () => {
  test('add a row, with its own source', () => {
    const tables = applyHospital({ ...UNCHANGED, number: 1, tables: withRows(row({ id: 'own-1' })) })
    expect(warnings(builtInTables(), '对乙酰氨基酚 0.5g', '奥美拉唑 20mg')).toEqual([])
    expect(warnings(tables, '对乙酰氨基酚 0.5g', '奥美拉唑 20mg')).toMatchObject([
      { row: 'own-1', severity: 'serious', source: { title: '本院处方集', year: 2026 } },
    ])
    expect(tables.version).toBe('1+h1')
  })

  test('replace a row of the same id', () => {
    const own = withRows({ ...shipped, severity: 'note', recalled: true })
    const tables = applyHospital({ ...UNCHANGED, number: 2, tables: own })
    const drugs = ['西地那非 50mg', '硝酸甘油 0.5mg 舌下'] as const
    expect(warnings(builtInTables(), ...drugs)[0]?.severity).toBe('contraindicated')
    expect(warnings(tables, ...drugs).find((one) => one.row === shipped.id)?.severity).toBe('note')
  })

  test('are silent where a row is switched off', () => {
    const tables = applyHospital({ ...UNCHANGED, off: [shipped.id], switches: 1 })
    expect(warnings(tables, '西地那非 50mg', '硝酸甘油 0.5mg 舌下')).toEqual([])
    expect(tables.version).toBe('1+s1')
  })

  test('are those of the portal where nothing was changed', () => {
    expect(applyHospital(UNCHANGED)).toBe(builtInTables())
    expect(versionName({ number: 3, switches: 2 })).toBe('1+h3.s2')
  })
})

describe('two versions', () => {
  test('differ by the rows added, changed and removed, new and stronger warnings first', () => {
    const before = withRows(row({ id: 'own-gone' }), row({ id: 'own-lighter' }), row({ id: 'own-same' }))
    const after = withRows(
      row({ id: 'own-same' }),
      row({ id: 'own-lighter', severity: 'note' }),
      row({ id: 'own-note', severity: 'note' }),
      { ...shipped, zh: '新的说法' },
      row({ id: 'own-strong', severity: 'contraindicated' }),
    )
    expect(
      compareTables(before, after).map((one) => [(one.after ?? one.before)?.id, one.change, one.stronger]),
    ).toEqual([
      ['own-strong', 'added', true],
      ['own-note', 'added', true],
      [shipped.id, 'changed', false],
      ['own-gone', 'removed', false],
      ['own-lighter', 'changed', false],
    ])
  })

  test('a row of the portal comes back where the hospital’s is gone', () => {
    const own = withRows({ ...shipped, severity: 'note' })
    expect(compareTables(own, NO_HOSPITAL_TABLES)).toMatchObject([
      { change: 'changed', stronger: true, after: { severity: 'contraindicated' } },
    ])
  })
})
