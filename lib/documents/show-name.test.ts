import { expect, test } from 'vitest'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { showName } from '@/lib/documents/show-name'

const shownAs = (name: string, locale: 'zh-CN' | 'en' = 'zh-CN') =>
  showName(name, { locale, dictionary: builtInDictionary() })

test.each([
  ['张三出院小结.txt', '[姓名]出院小结.txt'],
  ['2026_李四.docx', '2026_[姓名].docx'],
  ['欧阳小明-出院记录.txt', '[姓名]-出院记录.txt'],
  ['病历.zip/心内科/王小明的病历.txt', '病历.zip/心内科/[姓名]的病历.txt'],
  ['心内科小结-1.txt', '心内科小结-1.txt'],
  ['a.csv #12', 'a.csv #12'],
  ['出院小结汇总.xlsx', '出院小结汇总.xlsx'],
  ['a\u202etxt.exe', 'a\ufffdtxt.exe'],
])('%j is shown as %j', (name, shown) => {
  expect(shownAs(name)).toBe(shown)
})

test('numbers of people and records are masked too', () => {
  expect(shownAs('110101199003070134.txt')).not.toContain('110101199003070134')
  expect(shownAs('住院号 ZY20260301.txt')).not.toContain('ZY20260301')
})

test('a very long name keeps its end', () => {
  expect(shownAs(`${'x'.repeat(500)}.txt`, 'en')).toHaveLength(200)
})
