import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import ambiguities from '@/lib/clinical/terms/ambiguities.json'
import conditions from '@/lib/clinical/terms/conditions.json'
import { builtInEntries } from '@/lib/clinical/terms/dictionary'
import drugs from '@/lib/clinical/terms/drugs.json'
import findings from '@/lib/clinical/terms/findings.json'

const TABLES = path.resolve(import.meta.dirname, '../../../../shared/data/terminology')
const present = existsSync(TABLES)
if (!present) process.stdout.write(`code tables: skipped because ${TABLES} is not there\n`)

const rows = (file: string): Record<string, string>[] =>
  parse(readFileSync(path.join(TABLES, file)), { columns: true, bom: true })

describe('the tables of the portal', () => {
  test('hold what they promise', () => {
    const coded = [...conditions.entries, ...findings.entries]
    expect(coded.length).toBeGreaterThanOrEqual(600)
    expect(drugs.entries.length).toBeGreaterThanOrEqual(400)
    expect(coded.filter(({ icd10 }) => !/^[A-Z]\d\d(\.\d)?$/.test(icd10))).toEqual([])
    expect(drugs.entries.filter(({ atc }) => !/^[A-Z]\d\d[A-Z]{0,2}(\d\d)?$/.test(atc))).toEqual([])
  })
  test('name each concept once', () => {
    const names = builtInEntries()
      .filter((entry) => !(ambiguities.entries as unknown[]).includes(entry))
      .map(({ kind, en }) => `${kind} ${en}`)
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
  })
})

describe.skipIf(!present)('against the public tables', () => {
  test('every ICD-10 code stands in the WHO table at four characters, else at three', () => {
    const known = new Set(rows('icd10_who4_zh_en.csv').map(({ code }) => code))
    const unknown = builtInEntries().filter(
      ({ icd10 }) => icd10 && !known.has(icd10) && !known.has(icd10.slice(0, 3)),
    )
    expect(unknown.map(({ zh, icd10 }) => `${zh} ${icd10}`)).toEqual([])
  })

  test('every ICD-11 code is a target of its ICD-10 code, or an ICD-11 title bears its name', () => {
    const targets = new Map<string, Set<string>>()
    for (const file of ['icd10_to_icd11_one_2022_02.csv', 'icd10_to_icd11_multi_extra_2022_02.csv']) {
      for (const { icd10 = '', icd11 = '' } of rows(file)) {
        targets.set(icd10, (targets.get(icd10) ?? new Set()).add(icd11))
      }
    }
    const titles = new Map(rows('icd11_mms_stem_zh_en.csv').map((row) => [row.code, row]))
    const plain = (text = '') => text.toLowerCase().replace(/ae|oe/g, 'e')
    const wrong = builtInEntries().filter(({ icd10 = '', icd11, zh, en }) => {
      if (!icd11) return false
      const mapped = [icd10, `${icd10}.9`, icd10.slice(0, 3)].some((code) => targets.get(code)?.has(icd11))
      const title = titles.get(icd11)
      return (
        !mapped &&
        !title?.title_zh_2018_12?.includes(zh) &&
        !plain(title?.title_en_2018_12).includes(plain(en).slice(0, 8))
      )
    })
    const share = wrong.length / builtInEntries().filter(({ icd11 }) => icd11).length
    expect(share, wrong.map(({ zh, icd10, icd11 }) => `${zh} ${icd10} ${icd11}`).join('\n')).toBeLessThan(
      0.03,
    )
  })

  test('every ATC code of a drug in the table agrees, but for known slips of the table', () => {
    const slips = new Set(['葡萄糖', '骨化三醇', '维生素C'])
    const table = new Map(
      rows('drugs_zh_en_atc.csv').map((row) => [row.name_zh, row.atc_codes?.split(';') ?? []]),
    )
    const wrong = drugs.entries.filter(({ zh, atc }) => {
      const codes = table.get(zh)
      return codes && !slips.has(zh) && !codes.some((code) => code.startsWith(atc))
    })
    expect(wrong.map(({ zh, atc }) => `${zh} ${atc}`)).toEqual([])
  })
})
