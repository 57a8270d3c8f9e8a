import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { importTerminology } from '@/lib/terminology/import-terminology'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { recogniseTerms } from '@/lib/clinical/terms/recognise-terms'
import { clinicalDictionary, setClinicalDictionary } from '@/lib/terminology/clinical-dictionary'
import { loadTerminology } from '@/lib/terminology/load-terminology'
import { createTestState } from '@/lib/testing/test-state'

let state: ReturnType<typeof createTestState>
const folder = mkdtempSync(path.join(tmpdir(), 'tables-'))
function file(name: string, content: string | Buffer): string {
  const target = path.join(folder, name)
  writeFileSync(target, content)
  return target
}

beforeEach(() => {
  state = createTestState()
  setClinicalDictionary(builtInDictionary())
})
afterEach(() => state.remove())
afterAll(() => rmSync(folder, { recursive: true }))

const RF2 = [
  'id\teffectiveTime\tactive\tmoduleId\tconceptId\tlanguageCode\ttypeId\tterm\tcaseSignificanceId',
  '1\t20240101\t1\t9\t57054005\ten\t900000000000003001\tAcute myocardial infarction (disorder)\t9',
  '2\t20240101\t0\t9\t111111\ten\t900000000000013009\tAcute myocardial infarction\t9',
  '3\t20240101\t1\t9\t222222\ten\t900000000000013009\tSomething that no table names\t9',
].join('\r\n')
const ICD10 =
  '\ufeff疾病编码,疾病名称\nI21.900,急性心肌梗死\nM46.100,骶髂关节炎\n坏编码,某病\nM46.100,骶髂关节炎\nI10.x00,\n'
const DRUGS = '通用名,商品名,ATC编码\n利伐沙班,本院沙班,B01AF01\n院内合剂,,\n'
const importIcd10 = () => importTerminology(file('icd10.csv', ICD10))
const importSnomed = () => importTerminology(file('sct2_Description_Snapshot-en.txt', RF2))
const importDrugs = () => importTerminology(file('drugs.csv', DRUGS))
const GB18030_ROW = Buffer.from('b1e0c2eb2cc3fbb3c60a4932312e3930302cbcb1d0d4d0c4bca1b9a3cbc00a', 'hex')

describe('a table that the hospital is licensed for', () => {
  test('of ICD-10 replaces the code of a known name and adds the others; wrong rows are counted', async () => {
    const report = await importIcd10()
    expect(report).toEqual({ kind: 'icd10', rows: 5, kept: 2, left: { bad_code: 1, twice: 1, no_name: 1 } })
    expect(loadTerminology()).toBe(1)
    expect(recogniseTerms('心梗', clinicalDictionary())[0]).toMatchObject({
      icd10: 'I21.900',
      icd11: 'BA41.Z',
    })
    expect(recogniseTerms('骶髂关节炎', clinicalDictionary())[0]).toMatchObject({ icd10: 'M46.100' })
  })
  test('of ICD-10 keeps pairs of dagger and asterisk, and morphology as a name without a code', async () => {
    const rows =
      'code,name\nA17.000+G01*,某结核性脑膜炎\nG01*,某脑膜炎\nB20.100†,某病毒病\nM80100/3,某种癌形态\n'
    const report = await importTerminology(file('national.csv', rows))
    expect(report).toEqual({ kind: 'icd10', rows: 4, kept: 4, left: {} })
    loadTerminology()
    const first = (text: string) => recogniseTerms(text, clinicalDictionary())[0]
    expect(first('某结核性脑膜炎')).toMatchObject({ icd10: 'A17.000+G01*' })
    expect(first('某种癌形态')?.preferred.zh).toBe('某种癌形态')
    expect(first('某种癌形态')?.icd10).toBeUndefined()
  })
  test('of SNOMED CT gives its codes to the concepts that a description names', async () => {
    await importIcd10()
    const report = await importSnomed()
    expect(report).toEqual({ kind: 'snomed', rows: 3, kept: 1, left: { inactive: 1, unknown_name: 1 } })
    expect(loadTerminology()).toBe(2)
    expect(recogniseTerms('心梗', clinicalDictionary())[0]).toMatchObject({ snomed: '57054005' })
  })
  test('of drugs adds brands to a known drug and new drugs', async () => {
    const report = await importDrugs()
    expect(report).toMatchObject({ kind: 'drugs', kept: 2 })
    loadTerminology()
    expect(recogniseTerms('本院沙班', clinicalDictionary())[0]).toMatchObject({
      kind: 'drug',
      atc: 'B01AF01',
    })
    expect(recogniseTerms('院内合剂', clinicalDictionary())[0]).toMatchObject({ kind: 'drug' })
  })
  test('may be written in GB18030', async () => {
    await importTerminology(file('gbk.csv', GB18030_ROW))
    const stored: unknown = JSON.parse(
      readFileSync(path.join(state.dir, 'terminology', 'icd10.json'), 'utf8'),
    )
    expect(stored).toMatchObject({ source: 'gbk.csv', rows: [{ code: 'I21.900', name: '急性心肌梗死' }] })
  })
})

describe('a file that is none', () => {
  test.each([
    ['other.csv', 'a,b\n1,2\n', 'unknown_columns'],
    ['empty.csv', '', 'nothing_kept'],
    ['bad.csv', '编码,名称\nI10,"没有结尾\n', 'unreadable'],
    ['codes.csv', '编码,名称\nI10,高\n', 'nothing_kept'],
  ])('%s changes nothing', async (name, content, reason) => {
    await importIcd10()
    const before = readFileSync(path.join(state.dir, 'terminology', 'icd10.json'), 'utf8')
    await expect(importTerminology(file(name, content))).rejects.toMatchObject({ reason })
    expect(readFileSync(path.join(state.dir, 'terminology', 'icd10.json'), 'utf8')).toBe(before)
    expect(existsSync(path.join(state.dir, 'terminology', 'icd11.json'))).toBe(false)
  })
  test('that was damaged later is left out at the start', async () => {
    for (const importTable of [importIcd10, importSnomed, importDrugs]) await importTable()
    expect(loadTerminology()).toBe(3)
    writeFileSync(path.join(state.dir, 'terminology', 'drugs.json'), '{')
    expect(loadTerminology()).toBe(2)
  })
})
