import { describe, expect, test } from 'vitest'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { maskText } from '@/lib/privacy/mask-text'
import { foundIn } from '@/lib/testing/find-identifiers'

describe('days in short forms', () => {
  test.each([
    ['王强,5.12入院,5.20手术', ['name:王强', 'date:5.12', 'date:5.20']],
    ['李敏,9月2日回家', ['name:李敏', 'date:9月2日']],
    ['王丽,初八摔的', ['name:王丽', 'date:初八']],
    ['八月十五后起病', ['date:八月十五']],
    ['9月4日血钾2.9,9月6日复查3.8', ['date:9月4日', 'date:9月6日']],
    ['K 2.9 on 14 October, 3.7 on 16 October', ['date:14 October', 'date:16 October']],
    ['Ms Roy fell on the 4th', ['name:Roy', 'date:the 4th']],
    ['Mrs Roy, drains out 12th August', ['name:Roy', 'date:12th August']],
  ])('a day beside somebody is found: %s', (text, expected) => {
    expect(foundIn(text)).toEqual(expected)
  })

  test.each(['血钾3.5,血糖5.12', '每周一三五透析', '复查3.8', '12月14日是全国卒中日'])(
    'no day is read from: %s',
    (text) => {
      expect(foundIn(text)).toEqual([])
    },
  )

  test('days without a year keep their distance, over the turn of the year too', () => {
    const dictionary = builtInDictionary()
    const masked = maskText('王医生:12月30日插管,1月3日拔管', { dictionary, locale: 'zh-CN' }).text
    expect(masked).toContain('[D0]插管,[D+4]拔管')
  })
})

describe('places, firms and accounts in short forms', () => {
  test.each([
    ['四海市妇幼保健院', ['address:四海市妇幼保健院']],
    ['在八方机械厂上班', ['address:八方机械厂']],
    ['杜三,东门外柳湾村,疟疾', ['name:杜三', 'address:东门外柳湾村']],
    ['城北铜匠巷三号', ['address:城北铜匠巷三号']],
    ['C区305住员', ['bed:C区305']],
    ['机位B-12', ['bed:B-12']],
    ['特需12号房', ['bed:特需12号房']],
    ['登录名liming_neph', ['online:liming_neph']],
    ['存档OCT_40211_OS', ['record_number:OCT_40211_OS']],
    ['landline 020, or 555-0192', ['phone:555-0192']],
    ['chase the CT on bed 4, thanks', ['bed:bed 4']],
    ['all on Juniper Ward', ['address:Juniper Ward']],
    ['retired from Larkfield Castings', ['address:Larkfield Castings']],
  ])('finds %s', (text, expected) => {
    expect(foundIn(text)).toEqual(expected)
  })

  test.each([
    '在两家医院就诊',
    '三方医院会诊',
    '农村,偏远',
    '四级医院',
    'NM_000059.3 variant',
    'ferritin 120-400',
  ])('nothing in: %s', (text) => {
    expect(foundIn(text)).toEqual([])
  })
})
