import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { findIdentifiers } from '@/lib/privacy/find-identifiers'
import { maskText } from '@/lib/privacy/mask-text'
import { measurePrivacy } from '@/lib/testing/measure-privacy'
import { Identities, seeded } from '@/lib/testing/privacy-cases'
import { foundIn } from '@/lib/testing/find-identifiers'

const reader = { dictionary: builtInDictionary(), locale: 'zh-CN' as const }
const identifiersOf = (text: string) => findIdentifiers(text, reader)

const judgedRow = z.object({
  kind: z.string(),
  text: z.string(),
  gold: z.array(z.object({ surface: z.string() })).default([]),
})

describe('what identifies is found', () => {
  test.each([
    ['患者张伟，男', ['name:张伟']],
    ['患者欧阳修竹因胸痛来诊', ['name:欧阳修竹']],
    ['张 三，男，30岁', ['name:张 三']],
    ['请任主任会诊', ['name:任']],
    ['其子王某诉', ['name:王某']],
    ['阿卜杜拉·买买提，男', ['name:阿卜杜拉·买买提']],
    ['身份证１１０１０１１９９００３０７７５７１', ['id_number:１１０１０１１９９００３０７７５７１']],
    ['13812345678 110101199003077571', ['phone:13812345678', 'id_number:110101199003077571']],
    ['电话 138-1234-5678', ['phone:138-1234-5678']],
    ['手机138.0013.8000', ['phone:138.0013.8000']],
    ['电话幺三九八七六五四三二一', ['phone:幺三九八七六五四三二一']],
    ['139\u{e0031}8765\u{e0032}4321', ['phone:139\u{e0031}8765\u{e0032}4321']],
    ['家住北京市海淀区中关村大街27号3栋2单元501室。', ['address:北京市海淀区中关村大街27号3栋2单元501室']],
    ['3床张建国', ['bed:3床', 'name:张建国']],
    ['92岁', ['age:92岁']],
    ['二〇二四年十月八日晨', ['date:二〇二四年十月八日']],
    ['腊月廿三起病', ['date:腊月廿三']],
    ['标本号：TX-990182', ['record_number:TX-990182']],
    ['工作单位：宏远木业有限公司', ['address:宏远木业有限公司']],
    ['姓名\t床号\n苏醒\t31', ['name:苏醒', 'bed:31']],
    ['请转告尼玛次仁复查', ['name:尼玛次仁']],
    // Surnames behind 小 and 老, and with a title of one character.
    ['8床老蒋夜里咳了血', ['bed:8床', 'name:老蒋']],
    ['小唐说引流管堵了', ['name:小唐']],
    ['已告知罗总，后天再议', ['name:罗']],
    // Words that are names, where only a person can stand.
    ['严肃，女，41岁，眩晕', ['name:严肃']],
    ['病人叫石磊', ['name:石磊']],
    // The surnames of both parents; a rare surname; a number only a person has.
    ['陈林佳怡，7岁，发热', ['name:陈林佳怡']],
    ['鄄小河昨行肠镜', ['name:鄄小河']],
    ['龚安澜微信已加', ['name:龚安澜']],
    // Transcribed names beside a person's title.
    ['患者罗伯特昨日来诊', ['name:罗伯特']],
    // Before what heads an eponym or is told of a patient; the old title goes with no name.
    ['祝文博肝功能稍高', ['name:祝文博']],
    ['请季云岚评估吞咽', ['name:季云岚']],
    ['请马琳评估步态', ['name:马琳']],
    ['丹参女士，胸闷', []],
    ['白薇女士，胸闷', ['name:白薇']],
    ['乔老今晨出院', ['name:乔老']],
    ['高桥先生，胸闷', ['name:高桥']],
    ['阿迪力江·热合曼昨日转院', ['name:阿迪力江·热合曼']],
    ['从河北沧州返回', ['address:河北沧州']],
    ['租住于南湖小区5栋3单元', ['address:南湖小区5栋3单元']],
    ['医保编码43010099887766', ['account:43010099887766']],
    ['Gupta, Anil, DOB unknown', ['name:Gupta, Anil']],
    ['mobile is 07700 900123', ['phone:07700 900123']],
    ['Van LD19 XTR hit a tree', ['plate:LD19 XTR']],
    ['座机(0755)86021133', ['phone:(0755)86021133']],
    ['call +49 151 23456789', ['phone:+49 151 23456789']],
    ['DOB 09-Jun-1957', ['date:09-Jun-1957']],
    ['曾在湘雅医院手术', ['address:湘雅医院']],
    ['Nowak, Halina - DOB unknown', ['name:Nowak, Halina']],
    ['bed 9 Mbeki on oxygen', ['bed:bed 9', 'name:Mbeki']],
    ['Faith slept badly', ['name:Faith']],
    ["Leila's mother phoned", ['name:Leila']],
    ['van der Berg refused lunch', ['name:van der Berg']],
    ['LI Guohua for dialysis', ['name:LI Guohua']],
    ['Kwame, age 11, wheezing', ['name:Kwame']],
    ['Seen by Dr Amara Osei today', ['name:Amara Osei']],
    ['Patient John Smith, MRN 12345678', ['name:John Smith', 'record_number:12345678']],
  ])('%s', (text, expected) => {
    expect(foundIn(text)).toEqual(expected)
  })

  test('a mistyped identity number still counts, with less confidence', () => {
    const [wrong] = identifiersOf('号码110101199003077572')
    expect(wrong).toMatchObject({ kind: 'id_number', confidence: 'likely' })
  })

  test('99 of 100 identifiers of generated notes are covered, and at most 3 of 100 clinical sentences are touched', () => {
    for (const seed of [1, 2026]) {
      const { recall, overMasked, identifiers, missed, wrong } = measurePrivacy(2400, seed)
      expect(identifiers).toBeGreaterThan(2000)
      expect(recall, JSON.stringify(missed.slice(0, 20))).toBeGreaterThanOrEqual(0.99)
      expect(overMasked, wrong.join('\n')).toBeLessThanOrEqual(0.03)
    }
    // Where no label stands in front, the form and the check digit must do.
    const make = new Identities(seeded(7))
    const bare = Array.from({ length: 100 }, () => [make.id(), make.mobile(), make.landline()]).flat()
    expect(bare.filter((secret) => foundIn(`已记录${secret}。`).length === 0)).toEqual([])
  })

  test('95 of 100 identifiers of the judged frames are covered, and at most 3 of 100 clean sentences are touched', () => {
    const rows = readFileSync(
      path.resolve(import.meta.dirname, '../../bench/sets/dev/identifiers.jsonl'),
      'utf8',
    )
      .trim()
      .split('\n')
      .map((line) => judgedRow.parse(JSON.parse(line)))
    const secrets = rows.flatMap(({ text, gold }) => gold.map(({ surface }) => ({ text, surface })))
    const missed = secrets.filter(
      ({ text, surface }) => !identifiersOf(text).some((one) => one.surface.includes(surface)),
    )
    const clean = rows.filter(({ kind }) => kind === 'clean')
    const touched = clean.filter(({ text }) => identifiersOf(text).length > 0)
    expect(secrets.length).toBeGreaterThan(400)
    expect(missed.length / secrets.length, missed.map(({ surface }) => surface).join()).toBeLessThanOrEqual(
      0.05,
    )
    expect(touched.length / clean.length, touched.map(({ text }) => text).join('\n')).toBeLessThanOrEqual(
      0.03,
    )
  })
})

describe('what does not identify is left alone', () => {
  test.each([
    'HBV DNA 13800000000 IU/mL',
    '序列2024011513900001234之后',
    '床旁超声，3床旁CRRT',
    'T12椎体，L4-5，血压165/95，5/2.5mg',
    '《中国2型糖尿病防治指南（2020年版）》',
    '编制500床',
    '家属于术后要求转当地医院，曾在县人民医院就诊',
    '史密斯骨折，柯萨奇病毒，白头翁汤',
    '用药2周复查，近周来易怒',
    '霍夫曼征阴性，佩吉特病，朗格汉斯细胞增生，克雷伯菌感染',
    '兰伯特-伊顿肌无力综合征，霍纳征：瞳孔小，史蒂文斯-约翰逊综合征',
    '护士核对腕带，审核处方，复核医嘱',
    '初产妇，23岁，左利手，高龄女士，单身女士',
    '孔源性脱离，栗状结节，王浆过敏，章鱼壶心肌病，黄蜂蜇伤',
    '卡莫司汀、倍他洛尔与马西泮同用',
    '小管上皮变性，老年斑，小叶间隔增厚，小方脉片',
    'Troponin drifted down, Foley drained well, Duke criteria met',
  ])('%s', (text) => {
    expect(foundIn(text)).toEqual([])
  })
})

describe('masking', () => {
  test('keeps the course of dates and writes the language of the reader', () => {
    expect(maskText('2024年3月5日入院，2024-03-08行PCI', reader).text).toBe('[D0]入院，[D+3]行PCI')
    expect(maskText('Mr. John Smith, bed 12', { ...reader, locale: 'en' }).text).toBe(
      'Mr. [patient A], [bed]',
    )
  })

  test('gives one person one placeholder in every form of the name, and leaves the role word', () => {
    const text = '患者卓云帆，男。其妻戚敏陪同。卓某昨夜发热，云帆今晨好转。请闻主任会诊，戚女士知情。'
    expect(maskText(text, reader).text).toBe(
      '患者[患者A]，男。其妻[家属B]陪同。[患者A]昨夜发热，[患者A]今晨好转。请[医护C]主任会诊，[家属B]女士知情。',
    )
    const english = 'Ruth Okafor, 61, fell. Dr Levin saw Mrs Okafor. Levin will call Ruth.'
    expect(maskText(english, { ...reader, locale: 'en' }).text).toBe(
      '[patient A], 61, fell. Dr [clinician B] saw Mrs [patient A]. [clinician B] will call [patient A].',
    )
  })

  test.each([
    ['患者赵启明（Zhao Qiming），赵某嗜烟。', '患者[患者A]（[患者A]），[患者A]嗜烟。'],
    ['患者徐凤仪，其子徐亮陪护。徐阿姨能进食。', '患者[患者A]，其子[家属B]陪护。[患者A]能进食。'],
    ['病人郝爱国，郝老情绪稳定。', '病人[患者A]，[患者A]情绪稳定。'],
  ])('one person in %s', (text, expected) => {
    expect(maskText(text, reader).text).toBe(expected)
  })

  test('masks what it can find a second time to nothing more', () => {
    const make = new Identities(seeded(3))
    const text = `患者${make.name()}，电话${make.mobile()}，住院号${make.record()}，${make.bed()}，家住${make.address()}`
    const once = maskText(text, reader)
    expect(once.count).toBe(5)
    expect(maskText(once.text, reader)).toEqual({ text: once.text, count: 0 })
  })
})

describe('any text', () => {
  const soup = fc.array(
    fc.constantFrom(
      ...Array.from('张王李某患者主任男女床号市区路省0123456789xX-:： \n年月日.@abcJohn　１２·某×岁电话'),
    ),
    { maxLength: 80 },
  )
  test('spans are inside the text, equal their surface and do not overlap', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          soup.map((units) => units.join('')),
        ),
        (text) => {
          let last = 0
          for (const { start, end, surface } of identifiersOf(text)) {
            expect(start).toBeGreaterThanOrEqual(last)
            expect(end).toBeGreaterThan(start)
            expect(text.slice(start, end)).toBe(surface)
            last = end
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  test.each(['1', '1-', '张', '患者', '市', 'a.', 'A a', '1月', '·张', '住址：', '@a.', '父李明，母王芳，'])(
    'a hundred thousand units of %j come to an end',
    (piece) => {
      const text = piece.repeat(100_000 / piece.length)
      expect(identifiersOf(text).every(({ start, end, surface }) => text.slice(start, end) === surface)).toBe(
        true,
      )
    },
  )
})

describe('the placeholders of a case', () => {
  const known = [
    { surface: '张建国', replacement: '[患者A]' },
    { surface: '李秀英', replacement: '[家属B]' },
  ]
  test.each([
    ['家属李秀英陪同患者张建国就诊', ['[家属B]', '[患者A]']],
    ['张建国今日好转，秀英已来院', ['[患者A]', '[家属B]']],
    ['患者陈国强与患者张建国同室', ['[患者C]', '[患者A]']],
  ])('go on in a further text: %s', (text, placeholders) => {
    const found = findIdentifiers(text, { dictionary: builtInDictionary(), locale: 'zh-CN', known })
    expect(found.map(({ replacement }) => replacement)).toEqual(placeholders)
  })
})
