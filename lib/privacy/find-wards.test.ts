import { describe, expect, test } from 'vitest'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { maskText } from '@/lib/privacy/mask-text'
import { foundIn } from '@/lib/testing/find-identifiers'

const dictionary = builtInDictionary()
describe('wards, floors, rooms and beds', () => {
  test.each([
    ['由呼吸二病区转至ICU二病区', ['bed:呼吸二病区', 'bed:ICU二病区']],
    ['转神经外科三区继续治疗', ['bed:神经外科三区']],
    ['外三科22床', ['bed:外三科', 'bed:22床']],
    ['住院部B座11楼1105房', ['bed:住院部B座11楼1105房']],
    ['住B区13楼1302室加5床', ['bed:B区13楼1302室', 'bed:加5床']],
    ['东区8楼停电', ['bed:东区8楼']],
    ['内科楼5F', ['bed:内科楼5F']],
    ['R312房病人跌倒', ['bed:R312房']],
    ['普外1区/08床', ['bed:普外1区', 'bed:08床']],
    ['由急诊留观3床来', ['bed:急诊留观3床']],
    ['科室:心内一', ['bed:心内一']],
    ['血透室6号机', ['bed:血透室6号机']],
    ['特需病房7号', ['bed:特需病房7号']],
    ['第8床, 左1床, 走廊加床3', ['bed:8床', 'bed:左1床', 'bed:走廊加床3']],
    ['14F护士站', ['bed:14F护士站']],
    ['EICU-06上机', ['bed:EICU-06']],
    ['Ward 12 East, stepdown to 4 North', ['bed:Ward 12 East', 'bed:4 North']],
    ['moved from bed 9 to 17.', ['bed:bed 9 to 17']],
    ['SR2 for isolation', ['bed:SR2']],
    ['B14 Mr Lim', ['bed:B14', 'name:Lim']],
  ])('a ward or bed is found: %s', (text, expected) => {
    expect(foundIn(text)).toEqual(expected)
  })

  test.each([
    '同一病区内跌倒高危，每病区三名护士，全院12个病区',
    '转ICU监护，呼吸科会诊，转普通病房',
    '心率150房颤，120室性早搏，180室上速，110房室传导',
    'ICU住院3天，ICU-CAM阳性',
    '爬3楼气促，上5层楼需休息',
    'CT示左肺下叶外基底段，肝内三级胆管，外周带2区病灶',
    'SR 72, SR80, vitamin B12 given, to 5 units',
    'beds 20 per ward, bed to chair',
  ])('nothing in: %s', (text) => {
    expect(foundIn(text).filter((one) => !one.startsWith('name'))).toEqual([])
  })

  test('a ward is told as a ward, a bed as a bed', () => {
    expect(maskText('心内一病区36床', { dictionary, locale: 'zh-CN' }).text).toBe('[病区][床号]')
  })
})
