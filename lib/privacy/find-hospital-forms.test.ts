import { describe, expect, test } from 'vitest'
import { foundIn } from '@/lib/testing/find-identifiers'

describe('numbers of many countries and offices', () => {
  test.each([
    ['Daughter 01248 351 151', ['phone:01248 351 151']],
    ['Call wife 0161 496 0123 x 22', ['phone:0161 496 0123 x 22']],
    ['Phone 555.867.5309 ext 41', ['phone:555.867.5309 ext 41']],
    ['cell 555/867-5309', ['phone:555/867-5309']],
    ['Clinic 1300 555 021', ['phone:1300 555 021']],
    ['SSN 078-05-1120', ['id_number:078-05-1120']],
    ['member ID U73628810, group 3341822', ['account:U73628810', 'account:3341822']],
    ['licence no D123-4567-8901', ['licence:D123-4567-8901']],
    ['Hosp no: K 0087123', ['record_number:K 0087123']],
    ['Admitted Wednesday 5 March 2025', ['date:Wednesday 5 March 2025']],
  ])('%s', (text, expected) => {
    expect(foundIn(text, 'en')).toEqual(expected)
  })

  test.each([
    'a.xlsx #1048576',
    'a.xlsx Sheet #20000',
    '小结.csv #52014',
    'Doses 100 - 200 - 400 mg',
    'rates 120-140-150',
    'cultures from 2019-2021, 12 months',
  ])('nothing in: %s', (text) => {
    expect(foundIn(text, 'en')).toEqual([])
  })
})

describe('where somebody lies, lives and was treated', () => {
  test.each([
    ['ward C7, stable', ['bed:ward C7']],
    ['cot 7, SCBU', ['bed:cot 7']],
    ['Moved to Bluebell Ward overnight', ['address:Bluebell Ward']],
    ['Seen in Kingsbridge Urgent Care', ['address:Kingsbridge Urgent Care']],
    ['From Oakhurst Urgent Treatment Centre', ['address:Oakhurst Urgent Treatment Centre']],
    ['Rose Cottage, Church Lane, Thirsk YO7 1AB', ['address:Rose Cottage, Church Lane, Thirsk YO7 1AB']],
    ['Resident of Rosebank House, 9 Chapel Street', ['address:Rosebank House, 9 Chapel Street']],
    ['Home is Ty Gwyn, Heol Fawr, Llanrwst LL26 0AB', ['address:Ty Gwyn, Heol Fawr, Llanrwst LL26 0AB']],
    ['Employed by Pettigrew & Sons Roofing', ['address:Pettigrew & Sons Roofing']],
  ])('%s', (text, expected) => {
    expect(foundIn(text, 'en')).toEqual(expected)
  })

  test.each([
    'Ward 12 hours fasted before theatre',
    'Day 3 on Surgical Ward',
    'Primary Care follow-up in two weeks',
    'Local Walk-in Centre gave antibiotics',
    'In 2018 by Dr. standards',
    'Royal College of Physicians',
    'Maine and Mississippi have high stroke mortality',
  ])('nothing in: %s', (text) => {
    expect(foundIn(text, 'en')).toEqual([])
  })
})

describe('names in further positions', () => {
  test.each([
    ['Room 12-1: Castellano, Imelda to CT', ['bed:Room 12-1', 'name:Castellano, Imelda']],
    ['Abdulkareem took his tablets late', ['name:Abdulkareem']],
    ['Zhao Meiling (prefers Mei) declined lunch', ['name:Zhao Meiling', 'name:Mei']],
    ['Li Xiaomei (goes by May) coughs', ['name:Li Xiaomei', 'name:May']],
    ['GREENHALGH DOROTHY 12/03/1941 F', ['name:GREENHALGH DOROTHY', 'date:12/03/1941']],
    ['Grant is well and wants home', ['name:Grant']],
    ['Met with Rose and June today', ['name:Rose', 'name:June']],
    ['psych liaison (Fatoumata) to review', ['name:Fatoumata']],
    ['Okwuosa: chase cultures', ['name:Okwuosa']],
  ])('%s', (text, expected) => {
    expect(foundIn(text, 'en')).toEqual(expected)
  })

  test.each([
    'Barlow and Ortolani negative',
    'SERUM LITHIUM 0.8 and TSH normal',
    'Impella: for wean today',
    'Amber: review within an hour',
    'In May was the last attack; in April denied',
    'Renal team (Tenckhoff) to flush the catheter',
    'Pharmacy (Entresto) supply until Friday',
  ])('nothing in: %s', (text) => {
    expect(foundIn(text, 'en')).toEqual([])
  })

  test.each([
    ['患者为中科新能源科技有限公司焊工', ['address:中科新能源科技有限公司']],
    ['就职于海川外国语学校', ['address:海川外国语学校']],
    ['毕业于青石实验学校', ['address:青石实验学校']],
    ['事故车辆鄂A-D38165已扣留', ['plate:鄂A-D38165']],
    ['| 患者 | 主管 |\n| 綦月娥 | 殷 |', ['name:綦月娥', 'name:殷']],
    ['请牛主治看一下片子', ['name:牛']],
    ['患者欧阳和平和家人争吵', ['name:欧阳和平']],
  ])('%s', (text, expected) => {
    expect(foundIn(text, 'zh-CN')).toEqual(expected)
  })

  test.each(['都柏林沙门菌感染', '本方主治咳嗽', '随车医生交接完毕'])('nothing in: %s', (text) => {
    expect(foundIn(text, 'zh-CN')).toEqual([])
  })
})
