import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { HOSPITAL_TABLES } from '@/lib/clinical/medication/table-schema'
import columns from '@/lib/medication/import/columns.json'
import { readFolder } from '@/lib/medication/import/read-folder'
import { columnsOf } from '@/lib/medication/import/read-row'
import { tellProblem } from '@/lib/medication/import/row-problem'
import { storedTables } from '@/lib/medication/stored-tables'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'medication-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (name: string, content: string | Buffer) => writeFileSync(path.join(folder, name), content)
function tables() {
  const read = readFolder(folder)
  if ('problems' in read) throw new Error(read.problems.map((one) => tellProblem(one).en).join('\n'))
  return read.tables
}
function problems() {
  const read = readFolder(folder)
  return 'problems' in read ? read.problems : []
}

const INTERACTION = 'id,a,b,severity,zh,en,source,year,opened\n'
const one = (cells: Partial<Record<'id' | 'a' | 'b' | 'severity' | 'source' | 'year', string>>) => {
  const { id = 'own-1', a = '华法林', b = 'ibuprofen', severity = 'serious', ...more } = cells
  const { source = 'leaflet', year = '' } = more
  return `${id},${a},${b},${severity},出血,bleeding,${source},${year},2026-11-01\n`
}

describe('a folder of tables', () => {
  test('names drugs by Chinese, English and brand names, classes, ATC groups and conditions', () => {
    write(
      'interactions.csv',
      `${INTERACTION}${one({ a: '华法林;Losec', b: '@nsaid' })}${one({ id: 'own-2', a: 'C10AA', b: '*' })}`,
    )
    write(
      'disease.csv',
      '编号,药品,疾病,严重度,中文,英文,来源,年份\nown-3,布洛芬,哮喘,严重,支气管痉挛,bronchospasm,本院处方集,2026\n',
    )
    const { rows, sources } = tables()
    expect(rows.interactions).toMatchObject([
      { a: ['warfarin', 'omeprazole'], b: ['@nsaid'], opened: '2026-11-01', source: 'leaflet' },
      { a: ['C10AA'], b: ['*'] },
    ])
    const [disease] = rows.disease ?? []
    expect(disease).toMatchObject({
      drugs: ['ibuprofen'],
      conditions: ['asthma'],
      severity: 'serious',
      recalled: true,
    })
    expect(sources[disease?.source ?? '']).toEqual({ 'zh-CN': '本院处方集', en: '本院处方集', year: 2026 })
  })

  test('gives doses in the unit of the row, whatever unit a cell is written in', () => {
    write(
      'limits.csv',
      'id,drugs,population,route,unit,single,daily,severity,source\n' +
        'own-1,对乙酰氨基酚,成人,口服,mg,1 g,4000毫克,严重,leaflet\n' +
        'own-2,paracetamol,child,any,mg,15 mg/kg,0.06g/kg,serious,leaflet\n' +
        'own-3,肝素,adult,any,IU,1万单位,,serious,leaflet\n',
    )
    expect(tables().rows.limits).toMatchObject([
      { single: { value: 1000 }, daily: { value: 4000 }, route: 'oral', population: 'adult' },
      { single: { value: 15, perKilogram: true }, daily: { value: 60, perKilogram: true } },
      { single: { value: 10_000 } },
    ])
  })

  test('may bring drugs of its own, which its other tables name', () => {
    write(
      'substances.csv',
      'id,zh,en,atc,names,source\nnewdrug,某新药,newdrug,X01,某商品,names\n'.replace('X01', 'L01EX'),
    )
    write('interactions.csv', `${INTERACTION}${one({ a: '某商品' })}`)
    expect(tables().rows.interactions?.[0]?.a).toEqual(['newdrug'])
  })

  test('reads cross-allergies and pairs that are excepted', () => {
    write(
      'allergies.csv',
      'id,names,own,cross,zh,en,source\nown-1,某抗生素;some antibiotic,@penicillin,头孢拉定;头孢氨苄=注意|@carbapenem=note,某类,some,allergy\n',
    )
    write(
      'duplicates.csv',
      'id,members,exceptPairs,severity,zh,en,source\nown-2,@anticoagulant,华法林+肝素,serious,两种抗凝药,two,leaflet\n',
    )
    const { rows } = tables()
    expect(rows.allergies?.[0]?.cross).toEqual([
      { drugs: ['cefradine', 'cefalexin'], severity: 'caution' },
      { drugs: ['@carbapenem'], severity: 'note' },
    ])
    expect(rows.duplicates?.[0]?.exceptPairs).toEqual([['warfarin', 'heparin']])
  })

  test('may be written in GB18030', () => {
    write(
      'interactions.csv',
      Buffer.from(
        '69642c612c622c73657665726974792c7a682c656e2c736f757263650a6f776e2d312cbbaab7a8c1d62c6962757072 6f66656e2c736572696f75732cb3f6d1aa2c626c656564696e672c6c6561666c65740a'.replace(
          ' ',
          '',
        ),
        'hex',
      ),
    )
    expect(tables().rows.interactions?.[0]).toMatchObject({ a: ['warfarin'], zh: '出血' })
  })

  test('has one hash whatever the order of its rows and columns', () => {
    write('interactions.csv', `${INTERACTION}${one({ id: 'own-1' })}${one({ id: 'own-2', a: '利伐沙班' })}`)
    const before = storedTables(tables())
    write('interactions.csv', `${INTERACTION}${one({ id: 'own-2', a: '利伐沙班' })}${one({ id: 'own-1' })}`)
    expect(storedTables(tables())).toEqual(before)
    expect(before.rows).toBe(2)
    write('interactions.csv', `${INTERACTION}${one({ id: 'own-1', severity: 'caution' })}`)
    expect(storedTables(tables()).sha256).not.toBe(before.sha256)
  })
})

describe('a folder with an error', () => {
  test.each([
    ['an unknown drug', one({ a: '华发林' }), { problem: 'unknown_drug', column: 'a', hint: '华法林' }],
    ['an unknown severity', one({ severity: 'bad' }), { problem: 'bad_word', column: 'severity' }],
    ['a source without a year', one({ source: '某书' }), { problem: 'bad_year', column: 'source' }],
    ['a source by a word of the language', one({ source: 'constructor' }), { problem: 'bad_year' }],
    ['no severity', one({ severity: '' }), { problem: 'missing', column: 'severity' }],
    ['an id in capitals', one({ id: 'Own 1' }), { problem: 'bad_id', column: 'id' }],
    [
      'the id of another table',
      one({ id: 'age-quinolone-under-18' }),
      { problem: 'id_twice', hint: 'age.csv' },
    ],
    ['an id twice', one({ id: 'own-0' }), { problem: 'id_twice', hint: 'interactions.csv' }],
    ['too few cells', 'own-1,华法林\n', { problem: 'broken_csv' }],
  ])('%s is told with file and line, and nothing is taken', (_, row, expected) => {
    write('interactions.csv', `${INTERACTION}${one({ id: 'own-0' })}${row}`)
    expect(problems()).toEqual([expect.objectContaining({ file: 'interactions.csv', line: 3, ...expected })])
  })

  test('tells every row that is wrong, in both languages', () => {
    write('interactions.csv', `${INTERACTION}${one({ a: '华发林' })}\n${one({ id: 'own-2', severity: 'x' })}`)
    expect(problems().map(tellProblem)).toMatchObject([
      { zh: expect.stringContaining('interactions.csv 第 2 行 a：药名「华发林」') as string },
      { en: expect.stringContaining('interactions.csv line 4 severity: “x” is not known') as string },
    ])
  })

  test.each([
    ['500', 'bad_amount'],
    ['500 IU', 'other_unit'],
    ['0 mg', 'bad_amount'],
    ['五百毫克', 'bad_amount'],
    ['5 constructor', 'bad_amount'],
  ])('a dose of %s is %s', (single, problem) => {
    write(
      'limits.csv',
      `id,drugs,population,route,unit,single,severity,source\nown-1,paracetamol,adult,any,mg,${single},serious,leaflet\n`,
    )
    expect(problems()).toMatchObject([{ line: 2, column: 'single', problem }])
  })

  test('a column that the table does not have, a file that is no table, and a folder without one', () => {
    write('kidney.csv', 'id,drugs,colour\n')
    write('intractions.csv', 'id\n')
    expect(problems().map(({ problem }) => problem)).toEqual(['unknown_file', 'unknown_column'])
    expect(readFolder(path.join(folder, 'none'))).toMatchObject({ problems: [{ problem: 'no_folder' }] })
    mkdirSync(path.join(folder, 'empty'))
    expect(readFolder(path.join(folder, 'empty'))).toMatchObject({ problems: [{ problem: 'no_tables' }] })
  })

  test('a drug may not take the name of another', () => {
    write('substances.csv', 'id,zh,en,names,source\nnewdrug,华法林,newdrug,,names\n')
    expect(problems()).toMatchObject([{ problem: 'name_taken', hint: 'warfarin', line: 2 }])
  })
})

describe('the columns', () => {
  const described = readFileSync(
    path.resolve(import.meta.dirname, '../../../docs/medication-tables.md'),
    'utf8',
  )
  test.each(HOSPITAL_TABLES)('of %s are read, have a Chinese name and are described', (table) => {
    const [line = ''] = described.split('\n').filter((one) => one.startsWith(`| \`${table}.csv\``))
    const named = Object.values(columns.headers)
    for (const column of columnsOf(table)) {
      expect(line).toContain(`\`${column}\``)
      expect(described).toMatch(new RegExp(`^\\| \`${column}\` +\\| \\S`, 'm'))
      expect(named).toContain(column)
      if (column !== 'year') expect(Object.keys(columns.kinds)).toContain(column)
    }
  })
})
