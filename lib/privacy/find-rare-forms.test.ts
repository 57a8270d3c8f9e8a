import { describe, expect, test } from 'vitest'
import { foundIn } from '@/lib/testing/find-identifiers'

describe('forms that no table of surnames, streets or labels foresees', () => {
  test.each([
    ['滚女士,苗族', ['name:滚']],
    ['桑吉卓玛由丈夫抬来', ['name:桑吉卓玛']],
    ['陪检员老耿', ['name:老耿']],
    ['大刘去取血', ['name:大刘']],
    ['小李、小王两位护士协助翻身', ['name:小李', 'name:小王']],
    ['刘姐说张哥昨晚没来', ['name:刘姐', 'name:张哥']],
    ['报警人支建国', ['name:支建国']],
    ['沈*芳', ['name:沈*芳']],
    ['Z某,男,22岁', ['name:Z某']],
    ['N.T.Hoa,越南籍', ['name:N.T.Hoa', 'address:越南']],
    ['快递寄鼓楼区中山北路281号', ['address:鼓楼区中山北路281号']],
    ['外院浙二病理会诊', ['address:浙二']],
    ['电动车牌杭A 089123', ['plate:杭A 089123']],
    ['11 游子吟 肺炎', ['name:游子吟']],
    ['和平诉切口痛', ['name:和平']],
    ['转肝胆一组', ['bed:肝胆一组']],
    ['A栋1202', ['bed:A栋1202']],
    ['病理24-10293', ['record_number:24-10293']],
    ['住金色家园12-2-301', ['address:金色家园12-2-301']],
    ['恒通物流司机', ['address:恒通物流']],
    ['2024年立冬起病', ['date:2024年立冬']],
    ['Ashok to theatre 2', ['name:Ashok']],
    ['Hyun-woo 6y asthma', ['name:Hyun-woo']],
    ['MBI 1EG4-TE5-MK73', ['account:1EG4-TE5-MK73']],
    ['K1A 0B1', ['address:K1A 0B1']],
    ['wxid_k93jd82', ['online:wxid_k93jd82']],
    ['Joy and Will at bedside', ['name:Joy', 'name:Will']],
    ["Robin's INR 3.1", ['name:Robin']],
    ['Baker, 66, ex-miner', ['name:Baker']],
    ['Lives at Bryn Awel, Heol y Bont, Bala LL23 7AA', ['address:Bryn Awel, Heol y Bont, Bala LL23 7AA']],
    ['on Tues 14/05', ['date:Tues 14/05']],
    ['Mr Lim in 4B-12', ['name:Lim', 'bed:4B-12']],
  ])('%s', (text, expected) => {
    expect(foundIn(text)).toEqual(expected)
  })

  test.each([
    '别名:蛇床子素,孟德尔随机化,卫教:低盐饮食',
    '步行街跌倒预防讲座,冷锋过境,金大于银比例',
    '和平时相比,12-2方案',
    '老先生,该女士,一位阿姨',
    'Grade 2A-3 lesions, E. coli, S.aureus',
    '阳陵泉、悬钟、丘墟,伏兔、梁丘',
    '谢谢配合,耿直性格,童谣疗法',
    '董氏奇穴,彭氏方,郝氏法',
  ])('nothing in: %s', (text) => {
    expect(foundIn(text)).toEqual([])
  })
})
