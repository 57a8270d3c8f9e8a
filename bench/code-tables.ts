import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'csv-parse/sync'
import { builtInEntries } from '@/lib/clinical/terms/dictionary'
import drugs from '@/lib/clinical/terms/drugs.json'

/**
 * `npm run bench:codes -- --tables FOLDER`: holds every code of the dictionary against public tables of ICD-10, ICD-11 and ATC, which
 * are not shipped, and prints each that they do not have. Files: icd10_who4_zh_en.csv, icd10_to_icd11_one_2022_02.csv,
 * icd10_to_icd11_multi_extra_2022_02.csv, icd11_mms_stem_zh_en.csv, drugs_zh_en_atc.csv.
 */
const { values: options } = parseArgs({ options: { tables: { type: 'string' } } })
const folder = options.tables
if (folder === undefined) {
  process.stderr.write('Usage: npm run bench:codes -- --tables FOLDER\n')
  process.exit(64)
}
const rows = (file: string): Record<string, string>[] =>
  parse(readFileSync(path.join(folder, file)), { columns: true, bom: true })
const tell = (what: string, of: number, wrong: readonly string[]) =>
  process.stdout.write([`${what}: ${of - wrong.length} of ${of} agree`, ...wrong, ''].join('\n'))

const coded = builtInEntries().filter(({ icd10 }) => icd10)
const known = new Set(rows('icd10_who4_zh_en.csv').map(({ code }) => code))
const unknown = coded.filter(({ icd10 = '' }) => !known.has(icd10) && !known.has(icd10.slice(0, 3)))
tell(
  'ICD-10, at four characters, else at three',
  coded.length,
  unknown.map(({ zh, icd10 }) => `  ${zh} ${icd10 ?? ''}`),
)

const targets = new Map<string, Set<string>>()
for (const file of ['icd10_to_icd11_one_2022_02.csv', 'icd10_to_icd11_multi_extra_2022_02.csv']) {
  for (const { icd10 = '', icd11 = '' } of rows(file)) {
    targets.set(icd10, (targets.get(icd10) ?? new Set()).add(icd11))
  }
}
const titles = new Map(rows('icd11_mms_stem_zh_en.csv').map((row) => [row['code'], row]))
const plain = (text = '') => text.toLowerCase().replace(/ae|oe/g, 'e')
const twice = builtInEntries().filter(({ icd11 }) => icd11)
const strange = twice.filter(({ icd10 = '', icd11 = '', zh, en }) => {
  if ([icd10, `${icd10}.9`, icd10.slice(0, 3)].some((code) => targets.get(code)?.has(icd11))) return false
  const title = titles.get(icd11)
  const sameZh = title?.['title_zh_2018_12']?.includes(zh)
  return !sameZh && !plain(title?.['title_en_2018_12']).includes(plain(en).slice(0, 8))
})
tell(
  'ICD-11, a target of the ICD-10 code or a title of that name',
  twice.length,
  strange.map(({ zh, icd10, icd11 }) => `  ${zh} ${icd10 ?? ''} ${icd11 ?? ''}`),
)

const atc = new Map(rows('drugs_zh_en_atc.csv').map((row) => [row['name_zh'], row['atc_codes']?.split(';')]))
const listed = drugs.entries.filter(({ zh }) => atc.has(zh))
const others = listed.filter((drug) => !atc.get(drug.zh)?.some((code) => code.startsWith(drug.atc)))
tell(
  'ATC',
  listed.length,
  others.map((drug) => `  ${drug.zh} ${drug.atc}`),
)
