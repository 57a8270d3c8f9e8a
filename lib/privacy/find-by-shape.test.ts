import { describe, expect, test } from 'vitest'
import { foundIn } from '@/lib/testing/find-identifiers'

describe('identifiers by their shape and their place in a row', () => {
  test.each([
    ['超声存档US33910', ['record_number:US33910']],
    ['排队序列C0182', ['record_number:C0182']],
    ['受试者012-0447脱落', ['record_number:012-0447']],
    ['文书〔2023〕沪鉴字第118号', ['record_number:〔2023〕沪鉴字第118号']],
    ['报告单X20240512-17', ['record_number:X20240512-17']],
    ['participant 112-034 withdrew', ['record_number:112-034']],
    ['slide H22-90871 B3 recut', ['record_number:H22-90871 B3']],
    ['9/12 查房：切口干燥', ['date:9/12']],
    ['前年5月9日摘除胆囊', ['date:前年5月9日']],
    ['下次产检6.18', ['date:6.18']],
    ['cast off 21/6, boot on', ['date:21/6']],
    ['租住柳湾新村', ['address:柳湾新村']],
    ['在龙眼沟水库钓鱼', ['address:龙眼沟水库']],
    ['a room on Fallow Road, Tisbury', ['address:Fallow Road, Tisbury']],
    ['Oakmere Dental Clinic called', ['address:Oakmere Dental Clinic']],
    ['ring the carer, 555 0199', ['phone:555 0199']],
    ['on 555-0134 ext. 6', ['phone:555-0134 ext. 6']],
    ['Handover: F3 febrile; G1 for echo', ['bed:F3', 'bed:G1']],
    ['Rm 118 is empty', ['bed:Rm 118']],
  ])('finds %s', (text, expected) => {
    expect(foundIn(text)).toEqual(expected)
  })

  test.each([
    'AZD9291 and LY3009806 in trials',
    'SHR6390与MK7162在研',
    'HCT116, A549, SW480 cells',
    '肌力5/5级,3/6级杂音,1/2片',
    '5.5 餐前血糖偏高',
    'started 5/7 course, review 1/52',
    'See table 3, page 114',
    'Handover: K 6.1, B12 low, C5 fracture stable',
    'a community eye clinic',
    '在农村居住',
    '谷浓度5.8(上次11.2)',
    'para 2, D0 post op; ward round: D3 post em LSCS',
    'GB 15810-2001标准',
  ])('nothing in: %s', (text) => {
    expect(foundIn(text)).toEqual([])
  })
})
