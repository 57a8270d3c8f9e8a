import { describe, expect, test } from 'vitest'
import { foundIn } from '@/lib/testing/find-identifiers'

describe('numbers and accounts of persons', () => {
  test.each([
    ['社保110384756', ['account:110384756']],
    ['新农合4128250301230045', ['account:4128250301230045']],
    ['邮编730050', ['address:730050']],
    ['CHI 1203415678', ['record_number:1203415678']],
    ['CHI No 120341 5678', ['record_number:120341 5678']],
    ['hosp number R 772 418, BP 140', ['record_number:R 772 418']],
    ['hosp no 0048/22', ['record_number:0048/22']],
    ['Health card 6039-481-772-KB expired', ['record_number:6039-481-772-KB']],
    ['NI number QQ 12 34 56 C', ['record_number:QQ 12 34 56 C']],
    ['Chen护照301234567', ['id_number:301234567']],
    ['VX:aaron19870', ['online:aaron19870']],
    ['加我v信doc_lihua88', ['online:doc_lihua88']],
    ['快手号laowang668899', ['online:laowang668899']],
    ['Twitter @drkettering', ['online:@drkettering']],
    ['民国三十八年五月生', ['date:民国三十八年五月']],
    ['手机139****2231', ['phone:139****2231']],
    ['微信昵称风中的承诺', ['online:风中的承诺']],
    ['Patient ID = 77-A-1203', ['record_number:77-A-1203']],
    ['24.3.1入院', ['date:24.3.1']],
    ['2023年腊八发病', ['date:2023年腊八']],
    ['seen 5-Nov-23', ['date:5-Nov-23']],
    ['b. 04.12.56', ['date:04.12.56']],
  ])('a number is found: %s', (text, expected) => {
    expect(foundIn(text)).toEqual(expected)
  })

  test.each([
    'HBV DNA 13800001IU/mL，载量12345678',
    'NCT02345678，PMID 31234567，序列12345678',
    'rates 120-140-150, no 5/5 power',
    'power 4/5, no 20 of 40 mg',
    'X line in place, TG 1.25, V 5.2',
    '微信随访，QQ群通知，{{vasopressor_detail}}，vitamin-k1',
    'version 10.2.1, 0.12.5',
  ])('nothing in: %s', (text) => {
    expect(foundIn(text)).toEqual([])
  })
})
