import { describe, expect, test } from 'vitest'
import { foundIn } from '@/lib/testing/find-identifiers'

const namesIn = (text: string) =>
  foundIn(text)
    .filter((one) => one.startsWith('name:'))
    .map((one) => one.slice('name:'.length))

describe('names that a row, a list or a pointer gives away', () => {
  test.each([
    ['参会:邱志恒、麦田、折玉英及进修医师', ['邱志恒', '麦田', '折玉英']],
    ['云/干双签', ['云', '干']],
    ['9/12 管:无渗血', ['管']],
    ['采血人毕,标本合格', ['毕']],
    ['阿霞,头孢皮试阴性', ['阿霞']],
    ['群里阿霞说孩子咳', ['阿霞']],
    ['那位初夏,约了胃镜', ['初夏']],
    ['门诊找贺伟平复诊', ['贺伟平']],
    ['患者之女明丽华在场', ['明丽华']],
    ['胖婶又没吃药', ['胖婶']],
    ['Night board: Denholm in C4', ['Denholm']],
    ['Wee Hamish in the side room coughs', ['Wee Hamish']],
    ['seen was Ruth "Tess" Garrigan', ['Ruth "Tess" Garrigan']],
  ])('finds %s', (text, expected) => {
    expect(namesIn(text)).toEqual(expected)
  })

  test.each([
    '症状包括发热、盗汗、消瘦',
    '用药:阿莫西林、布洛芬、蒙脱石散',
    '一位阿姨,一位大爷',
    '患者时有胸闷,常伴大汗',
    '脑脊液清亮,应复温',
    '家属过来签字',
    '长子健在,次女体健',
  ])('no name in: %s', (text) => {
    expect(namesIn(text)).toEqual([])
  })
})
