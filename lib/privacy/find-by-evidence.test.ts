import { describe, expect, test } from 'vitest'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { findIdentifiers } from '@/lib/privacy/find-identifiers'
import { foundIn } from '@/lib/testing/find-identifiers'

const dictionary = builtInDictionary()
const placeholders = (text: string, locale: 'zh-CN' | 'en') =>
  findIdentifiers(text, { dictionary, locale })
    .filter(({ kind }) => kind === 'name')
    .map(({ replacement }) => replacement)

describe('English names are told by what adds up', () => {
  test.each([
    ['Rounds with Okonkwo and Fitzwilliam', ['name:Okonkwo', 'name:Fitzwilliam']],
    ['RT Bannerjee suctioned, sats up', ['name:Bannerjee']],
    ["Mrs Abernathy's potassium was haemolysed", ['name:Abernathy']],
    ['Blenkinsop has been stable overnight', ['name:Blenkinsop']],
    ['d/w Ed Moss (cardiology) about the rhythm', ['name:Ed Moss']],
    ['Please page Hwang if SBP < 90', ['name:Hwang']],
    ['twin B (Theo) under phototherapy', ['name:Theo']],
    ['JOHNSON needs a repeat CBC', ['name:JOHNSON']],
    ['J.T. was reviewed by the pain team', ['name:J.T.']],
    ['labs for Obafemi are back', ['name:Obafemi']],
    ['Husband Reg will collect her', ['name:Reg']],
    ['found by his cleaner Joanne', ['name:Joanne']],
    ['lives with two children in Stockport', ['address:Stockport']],
    ['works at Brackley Poultry Processing', ['address:Brackley Poultry Processing']],
    ['home to 114 Maple St, Worcester, MA 01604', ['address:114 Maple St, Worcester, MA 01604']],
    ['was last seen in January 2023', ['date:January 2023']],
    ['extension 2219.', ['phone:2219']],
    ['ESTEVEZ, MARISOL 0093381.', ['name:ESTEVEZ, MARISOL', 'record_number:0093381']],
    ['Rx number 77-12093', ['record_number:77-12093']],
  ])('%s', (text, expected) => {
    expect(foundIn(text, 'en')).toEqual(expected)
  })

  test.each([
    'Start Keppra 500 mg BID and hold Eliquis',
    'Suspect Guillain-Barré, not Miller Fisher',
    'mobilise with a Zimmer frame',
    'Per the Surviving Sepsis Campaign, give 30 mL/kg',
    'Positive Tinel and Phalen at the wrist',
    'Returned from Kenya with Plasmodium falciparum',
    'creatinine 168 umol/L. Echo: LVEF 28%',
    'Chung F et al. Anesthesiology 108:812–821',
    'twin sister: absence of Smith-Magenis syndrome',
    'WBC 14.33X109/L',
  ])('nothing in: %s', (text) => {
    expect(foundIn(text, 'en')).toEqual([])
  })

  test('short forms of a given name are the same person', () => {
    const text =
      "Margaret Duxbury fell. Mrs Duxbury's hip is broken. Maggie asks for tea. Her son Colin is aware."
    const [first, second, third, fourth] = placeholders(text, 'en')
    expect([second, third]).toEqual([first, first])
    expect(fourth).not.toBe(first)
  })
})

describe('Chinese names and numbers are told by what stands beside them', () => {
  test.each([
    ['夜班阮护士交班', ['name:阮']],
    ['值班牟医生查看，牟晨嘱复查', ['name:牟', 'name:牟晨']],
    ['术者蒋，助手韩、杨', ['name:蒋', 'name:韩', 'name:杨']],
    ['张姓患者，跌倒', ['name:张']],
    ['不认识儿子建军了', ['name:建军']],
    ['其女方小娟陪护', ['name:方小娟']],
    ['施家属要求复印病历', ['name:施']],
    ['邓超肾功能恶化', ['name:邓超']],
    ['小名豆豆，3岁', ['name:豆豆']],
    ['日本籍患者小泉美咲', ['name:小泉美咲']],
    ['户口在河南信阳', ['address:河南信阳']],
    ['她在宁波港上班', ['address:宁波港']],
    ['杭州市西湖区文三路 268 号 3 幢 602', ['address:杭州市西湖区文三路 268 号 3 幢 602']],
    ['郑州大学第一附属医院做的支架', ['address:郑州大学第一附属医院']],
    ['于贰零贰肆年拾贰月初九手术', ['date:贰零贰肆年拾贰月初九']],
    ['身份证后四位4417', ['id_number:4417']],
    ['8病区收治', ['bed:8病区']],
  ])('%s', (text, expected) => {
    expect(foundIn(text, 'zh-CN')).toEqual(expected)
  })

  test.each([
    '江浙沪地区流感高峰',
    '神志清楚（Hunt-Hess评分1分）',
    '在工厂上班，在工地打工',
    '监护示窦律，心电图改变时**立即**推注',
    '责任护士交代病情，家属明白',
  ])('nothing in: %s', (text) => {
    expect(foundIn(text, 'zh-CN')).toEqual([])
  })

  test('a title and the name are one person', () => {
    const [first, second] = placeholders('值班牟医生查看，牟晨嘱复查', 'zh-CN')
    expect(second).toBe(first)
  })
})
