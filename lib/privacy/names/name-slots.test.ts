import { describe, expect, test } from 'vitest'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { maskText } from '@/lib/privacy/mask-text'
import { foundIn } from '@/lib/testing/find-identifiers'

const dictionary = builtInDictionary()
describe('a name is told by its place, whatever word it is', () => {
  test.each([
    ['父向南,母平安,姐丁香均体健', ['name:向南', 'name:平安', 'name:丁香']],
    ['护士丁香报告', ['name:丁香']],
    ['高兴主任查房', ['name:高兴']],
    ['请石榴医生会诊', ['name:石榴']],
    ['黄河(女儿)签字', ['name:黄河']],
    ['江山,住院号123456', ['name:江山', 'record_number:123456']],
    ['签名:方便', ['name:方便']],
    ['值班:马上 接班:陈建国', ['name:马上', 'name:陈建国']],
    ['|3|温柔|45|', ['name:温柔']],
    ['12床丁香今晨体温正常', ['bed:12床', 'name:丁香']],
    ['值班医师麦冬', ['name:麦冬']],
    ['主管医生瞿焕中', ['name:瞿焕中']],
  ])('a word is a name by its place: %s', (text, expected) => {
    expect(foundIn(text)).toEqual(expected)
  })

  test.each([
    '患者安静,家属明白,护士马上到',
    '患者平安度过,方便后入睡',
    '跟家属谈了可能放不进去',
    '患者来拿药,家属保管,家属管药',
    '母高血压,父糖尿病,女方体健,父母均健',
    '青霉素家里人讲不过敏',
    '|3|高血压|45|',
    '关系(父子),方案,关键医生到场',
  ])('nothing in: %s', (text) => {
    expect(foundIn(text)).toEqual([])
  })
})

describe('a surname is told by what is said behind it', () => {
  test.each([
    ['嘱小顾护士拔尿管', ['name:小顾']],
    ['小常说已经交班了', ['name:小常']],
    ['蒋妈妈在问检查结果', ['name:蒋']],
    ['权家老二也有哮喘', []],
    ['张氏兄弟均患多囊肾', ['name:张']],
    ['银姓患者', ['name:银']],
    ['郑局血糖高', ['name:郑']],
    ['艾孜买提手术推迟', ['name:艾孜买提']],
    ['小雨妈妈说退烧了', ['name:小雨']],
    ['管**,住院号20231188', ['name:管**', 'record_number:20231188']],
  ])('%s', (text, expected) => {
    expect(foundIn(text)).toEqual(expected)
  })

  test('how somebody is called belongs to the person of that surname', () => {
    const { text } = maskText('护士顾敏值班，小顾说一切正常。', { dictionary, locale: 'zh-CN' })
    expect(text).toBe('护士[医护A]值班，[医护A]说一切正常。')
  })

  test.each(['老年人说话多,小时在家,老师说', '小儿值班室,大小应一致', '家妈妈在场'])(
    'nothing in: %s',
    (text) => {
      expect(foundIn(text)).toEqual([])
    },
  )
})

describe('names of other peoples', () => {
  test.each([
    ['蒙古族患者呼日查,骑马坠落', ['name:呼日查']],
    ['傣族老人岩温罕诉头晕', ['name:岩温罕']],
    ['越南籍产妇阮氏秋香,孕38周', ['address:越南', 'name:阮氏秋香']],
    ['老家河南周口,来深圳打工8年', ['address:河南周口', 'address:深圳']],
  ])('%s', (text, expected) => {
    expect(foundIn(text)).toEqual(expected)
  })
})
