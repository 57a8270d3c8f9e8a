import { describe, expect, test } from 'vitest'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { findPlaces } from '@/lib/privacy/find-places'
import { foundIn } from '@/lib/testing/find-identifiers'

const dictionary = builtInDictionary()
describe('names in Latin letters', () => {
  test.each([
    ['患者Li Na复查甲功', ['name:Li Na']],
    ['Mary诉头痛', ['name:Mary']],
    ['patient name Wynne W Y N N E, BP one forty', ['name:Wynne W Y N N E']],
    ['Mdm Siti Aminah bte Yusof fell', ['name:Siti Aminah bte Yusof']],
    ['Kowalska HR 140 AF', ['name:Kowalska']],
    ['King NBM from midnight', ['name:King']],
    ['May has a rash', ['name:May']],
    ['Mark and Dawn visited', ['name:Mark', 'name:Dawn']],
    ['Bay 2, Abernathy, Joan, 82F', ['bed:Bay 2', 'name:Abernathy, Joan']],
    ['Van der Berg catheter out', ['name:Van der Berg']],
    ['Give Mikhail his insulin', ['name:Mikhail']],
    ['Nkechi is our new student', ['name:Nkechi']],
    ['Anouk (SLT) to assess', ['name:Anouk']],
    ['Hollis, B. 44F', ['name:Hollis, B.']],
    ['1. Kapoor 2. Zielinski', ['name:Kapoor', 'name:Zielinski']],
    ['KH FY2', ['name:KH']],
    ['form completed by Ansari.', ['name:Ansari']],
  ])('%s', (text, expected) => {
    expect(foundIn(text)).toEqual(expected)
  })

  test.each([
    'Hodgkin lymphoma, Ann Arbor IIIB, Deauville 3.',
    'FIGO IIIC, Gleason 4+3, Timi 3.',
    'Grace score 118, Timi 3.',
    '患者Murphy征阳性,Barthel指数60分,患者Braden 12分',
    '患者BP 120/80,Hb 90,HBsAg阳性',
    "Ranson 3, Ringer's lactate at 250 ml/h",
    '1. Keppra 2. Eliquis 3. Atorvastatin',
    '汇报上级医师后执行',
    'A B C D E assessment, T N M stage',
  ])('nothing in: %s', (text) => {
    expect(foundIn(text)).toEqual([])
  })
})

describe('where somebody works and lives', () => {
  test.each([
    ['中铁十二局隧道工', ['address:中铁十二局']],
    ['某棉纺三厂退休工人', ['address:棉纺三厂']],
    ['顺丰快递员', ['address:顺丰']],
    ['跑滴滴的,久坐', ['address:滴滴']],
    ['在朝阳门外大街摆摊', ['address:朝阳门外大街']],
    ['住翠湖小区3栋2单元401', ['address:翠湖小区3栋2单元401']],
    ['九龙旺角弥敦道600号12楼B室', ['address:九龙旺角弥敦道600号12楼B室']],
    ['县一中高三', ['address:县一中']],
    ['浙大研究生', ['address:浙大']],
    ['喀左县农民', ['address:喀左县']],
    ['nursing home (Beechcroft)', ['address:Beechcroft']],
    ['Barista at Costa', ['address:Costa']],
    ['Drives for Arriva', ['address:Arriva']],
    ['from Tonypandy', ['address:Tonypandy']],
  ])('%s', (text, expected) => {
    expect(foundIn(text)).toEqual(expected)
  })

  test.each(['经右侧入路,在下肢静脉通路', '在小区散步,到附近公寓', 'from Monday, transferred from theatre'])(
    'nothing in: %s',
    (text) => {
      expect(foundIn(text)).toEqual([])
    },
  )
})

test('a ward of a handbook beside the name of its chief is no patient', () => {
  const text = '骨科三病区由主任李明负责。'
  expect(findPlaces([{ page: 1, heading: '', text }], dictionary).patient).toEqual([])
})
