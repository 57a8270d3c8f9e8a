import { expect, test } from 'vitest'
import type { TotalledDocument } from '@/lib/documents/totals/total-documents'
import { totalDocuments } from '@/lib/documents/totals/total-documents'
import { countSets } from '@/lib/documents/totals/count-sets'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'

const dictionary = builtInDictionary()
const say = (diagnoses: [string, string?][], drugs: string[]): TotalledDocument => [
  ...diagnoses.map(([name, code]) => ({ field: 'diagnosis' as const, name, ...(code ? { code } : {}) })),
  ...drugs.map((name) => ({ field: 'drug' as const, name, dose: '100 mg', frequency: '每日一次' })),
]
const total = (documents: TotalledDocument[], more = {}) =>
  totalDocuments(documents, dictionary, { locale: 'zh-CN', most: 50, ...more })

const DOCUMENTS = [
  say(
    [
      ['急性ST段抬高型心肌梗死', 'I21.300x001'],
      ['高血压病3级（很高危）', 'I10.x00x002'],
    ],
    ['阿司匹林', '氯吡格雷', '阿托伐他汀'],
  ),
  say([['急性心肌梗死', 'I21.3']], ['拜阿司匹林', '波立维', '瑞舒伐他汀']),
  say([['2型糖尿病', 'E11.900']], ['二甲双胍', '阿司匹林']),
  say([['2型糖尿病', 'E11']], ['二甲双胍', '二甲双胍']),
]

test('a diagnosis and a drug count once a document, however they are written', () => {
  const { documents, diagnoses, drugs } = total(DOCUMENTS)
  expect(documents).toBe(4)
  expect(diagnoses.rows.map(({ key, documents: count }) => [key, count])).toEqual([
    ['E11', 2],
    ['I21.3', 2],
    ['I10', 1],
  ])
  expect(diagnoses.rows[0]?.name).toBe('2型糖尿病')
  expect(Object.fromEntries(drugs.rows.map(({ name, documents: count }) => [name, count]))).toMatchObject({
    阿司匹林: 3,
    氯吡格雷: 2,
    二甲双胍: 2,
    阿托伐他汀: 1,
  })
  expect(drugs.rows[0]?.usages).toEqual([{ text: '100 mg 每日一次', documents: 3 }])
})

test('a dose and its times a day are one usage, however they are written', () => {
  const take = (frequency: string) => [{ field: 'drug' as const, name: '二甲双胍', dose: '0.5 g', frequency }]
  const { drugs } = total([take('bid'), take('每日两次'), take('每日两次'), take('tid')])
  expect(drugs.rows[0]?.usages).toEqual([
    { text: '0.5 g 每日两次', documents: 3 },
    { text: '0.5 g tid', documents: 1 },
  ])
})

test('what is prescribed together is counted by drug and by group', () => {
  const { byDrug, byGroup, groups } = total(DOCUMENTS)
  expect(byDrug.sets[0]).toEqual({
    size: 2,
    rows: [{ names: ['阿司匹林', '氯吡格雷'], documents: 2 }],
    more: 0,
  })
  // Aspirin and clopidogrel are one group; the statins of two documents are one, too.
  expect(byGroup.sets[0]?.rows).toEqual([{ names: ['抗血小板药', '他汀类'], documents: 2 }])
  expect(byGroup.regimens.rows).toEqual([{ names: ['抗血小板药', '他汀类'], documents: 2 }])
  expect(groups.rows.find(({ name }) => name === '他汀类')?.code).toBe('C10AA')
})

test('one diagnosis alone can be looked at', () => {
  const { documents, drugs } = total(DOCUMENTS, { diagnosis: 'I21.3' })
  expect(documents).toBe(2)
  expect(drugs.rows.some(({ name }) => name === '二甲双胍')).toBe(false)
})

test('a name that nothing knows is counted by its words, and lists are cut with what is left', () => {
  const { drugs } = total([say([], ['院内自制合剂']), say([], ['院内自制合剂', '阿司匹林'])], { most: 1 })
  expect(drugs).toEqual({
    rows: [
      {
        key: '院内自制合剂',
        name: '院内自制合剂',
        code: null,
        documents: 2,
        usages: [{ text: '100 mg 每日一次', documents: 2 }],
      },
    ],
    more: 1,
  })
})

test('sets are counted as one by one would count them', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f']
  // A fixed sequence that looks random: Lehmer's generator.
  let seed = 7
  const next = () => (seed = (seed * 48271) % 2147483647) / 2147483647
  const documents = Array.from({ length: 70 }, () => new Set(names.filter(() => next() < 0.4)))
  const found = countSets(documents, { least: 2, largest: 4 })
  for (const { members, documents: count } of found) {
    expect(documents.filter((one) => members.every((member) => one.has(member))).length).toBe(count)
  }
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b] as const))
  const frequent = pairs.filter(([a, b]) => documents.filter((one) => one.has(a) && one.has(b)).length >= 2)
  expect(found.filter(({ members }) => members.length === 2)).toHaveLength(frequent.length)
})

test('a thousand documents with everything in them do not run away', () => {
  const drugs = Array.from({ length: 60 }, (_, i) => `自制药${i}`)
  const { byDrug, drugs: listed } = total(Array.from({ length: 1000 }, () => say([], drugs)))
  expect(byDrug.sets.map(({ rows, more }) => rows.length + more)).toEqual([780, 9880, 91_390])
  expect(listed.rows[0]?.documents).toBe(1000)
})
