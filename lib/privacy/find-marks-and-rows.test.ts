import { describe, expect, test } from 'vitest'
import { foundIn } from '@/lib/testing/find-identifiers'

describe('number plates of many countries', () => {
  test.each([
    ['Lorry KA-05-MH-1234 hit him', ['plate:KA-05-MH-1234']],
    ['auto DL 3C AM 7788 overturned', ['plate:DL 3C AM 7788']],
    ['motorcyclist, MH12AB1234, GCS 7', ['plate:MH12AB1234']],
    ['taxi SHA 1234 K passenger', ['plate:SHA 1234 K']],
    ['private car LM 3320 driver', ['plate:LM 3320']],
    ['ute 1AB-2CD rolled', ['plate:1AB-2CD']],
  ])('finds %s', (text, found) => expect(foundIn(text)).toEqual(expect.arrayContaining(found)))

  test.each([
    'car vs tree, BP 110 systolic, GCS 14',
    'CAR T 12 days ago, CRS grade 2',
    'bus driver, HR 120 and RR 28',
    'TN 09 years, carbamazepine',
  ])('leaves %s alone', (text) => expect(foundIn(text)).toEqual([]))
})

describe('inner telephone numbers with an exchange', () => {
  test.each([
    ['RN pager 5-1180', ['phone:5-1180']],
    ['call 6-4417 with the result', ['phone:6-4417']],
    ['ext 4-0093', ['phone:4-0093']],
    ['bleep 2-114', ['phone:2-114']],
    ['HP 8123 4567', ['phone:8123 4567']],
    ['phone 555.0143', ['phone:555.0143']],
  ])('finds %s', (text, found) => expect(foundIn(text)).toEqual(found))

  test.each([
    'call 2-3 times a day',
    'office 140-90 to 150-95',
    'extension 0-120, flexion 5-110',
    'pager reviews 2-4 hourly',
    'CK 9123 IU/L then 8123',
  ])('leaves %s alone', (text) => expect(foundIn(text)).toEqual([]))
})

describe('records by short labels', () => {
  test.each([
    ['UR 1182039, stable', ['record_number:1182039']],
    ['ED no E26/81407. Mr Burns', ['record_number:E26/81407', 'name:Burns']],
    ['file 0048/22. Closed', ['record_number:0048/22']],
    ['住 院 号 1 0 2 7 7 5 3', ['record_number:1 0 2 7 7 5 3']],
    ['出院随访(0093417)无人接听', ['record_number:0093417']],
    ['PID 8812034 seen', ['record_number:8812034']],
    ['UHID AP.0001223', ['record_number:AP.0001223']],
    ['ABHA 91-1234-5678-9012', ['account:91-1234-5678-9012']],
  ])('finds %s', (text, found) => expect(foundIn(text)).toEqual(found))

  test.each(['SNOMED 233604007', '0.0934 mmol/L', 'UR 24 h 1800 ml', 'PID, CA125 180', 'chart 2024 audit'])(
    'leaves %s alone',
    (text) => expect(foundIn(text)).toEqual([]),
  )
})

describe('the row of a person without heads', () => {
  test.each([
    ['张秋实|男|71岁|2300418872|心内二病区|12\n房颤抗凝', ['record_number:2300418872', 'bed:12']],
    ['林素琴 女 58岁 肝胆外科 07\n胆总管结石', ['bed:07']],
    ['张淑敏/女/63岁/神内三区/16/脑梗', ['bed:16']],
    ['8B|沈梦瑶|肾病综合征', ['bed:8B']],
    ['罗天明 21床 1078233', ['record_number:1078233']],
  ])('finds %s', (text, found) => expect(foundIn(text)).toEqual(expect.arrayContaining(found)))

  test.each([
    '性别|男|女|合计\n例数|12|33|45',
    'T|N|M|2|1|0',
    '血常规|WBC|12.3|10^9/L',
    '男/女 12/33，中位年龄63岁',
    '病区|床位数|12',
  ])('leaves %s alone', (text) => expect(foundIn(text)).toEqual([]))
})

describe('months, origins and hospitals', () => {
  test.each([
    ['生于1942年正月的老太太', ['date:1942年正月']],
    ['1939年农历八月出生', ['date:1939年农历八月']],
    ['丙戌年三月生', ['date:丙戌年三月']],
    ['那个病人就是甘肃定西来的，包虫病', ['address:甘肃定西']],
    ['云南昭通过来打工，发热', ['address:云南昭通']],
    ['刚从新疆喀什转来', ['address:新疆喀什']],
    ['三月十五做的手术', ['date:三月十五']],
    ['余杭五院转来', ['address:余杭五院']],
    ['浙大二院做的支架', ['address:浙大二院']],
    ['杭二中高三学生', ['address:杭二中']],
    ['浙工大大三', ['address:浙工大']],
    ['萧山区公安分局民警', ['address:萧山区公安分局']],
    ['病人王X，男', ['name:王X']],
    ['Lisa（外教）发热', ['name:Lisa']],
    ['住3幢2单元501', ['address:3幢2单元501']],
    ['中山北路 268 号', ['address:中山北路 268 号']],
    ['支架批号S2204471', ['device:S2204471']],
    ['去年11月6日换瓣', ['date:去年11月6日']],
    ['患儿小豆子，4岁', ['name:小豆子']],
    ['宝宝糖糖8月龄，腹泻', ['name:糖糖']],
    ['家里是安徽阜阳的', ['address:安徽阜阳']],
    ['老乡，湖南邵阳那边的，血吸虫病', ['address:湖南邵阳']],
    ['在明州大学附属第三医院用过', ['address:明州大学附属第三医院']],
  ])('finds %s', (text, found) => expect(foundIn(text)).toEqual(found))

  test.each([
    '在高原地区农村居住，血红蛋白212g/L',
    '在沿海地区农村生活，碘摄入',
    '河南驻马店地区食管癌高发的原因',
    '2020年三月起推荐的方案',
    '孕三月，先兆流产',
    '疫苗批号2023091801接种后发热',
    '治疗大一院前急救',
    '二中重度反流，大三阳',
    '深二度烧伤，宁二次清创',
    '周一院内会诊',
    '孩子小便3天未解',
    '宝宝慢慢8月龄会坐',
    '近三月十次发作',
    '就是外地来的病人',
    '从急诊转来，带管',
    '云南白药外用，新疆布鲁菌病流行情况',
    '葡萄糖酸钙、胰岛素、沙库必曲停药的先后顺序',
    '左甲状腺素、优甲乐、甘精如何调',
    'Nerve block 20 ml ropivacaine',
    'Heart block 2:1, pacing at 60',
  ])('leaves %s alone', (text) => expect(foundIn(text)).toEqual([]))
})
