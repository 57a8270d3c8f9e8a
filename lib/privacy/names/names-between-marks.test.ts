import { describe, expect, test } from 'vitest'
import { foundIn } from '@/lib/testing/find-identifiers'

describe('between marks hardly anything but a name stands', () => {
  test.each([
    ['7床,牧云,血压平稳', ['bed:7床', 'name:牧云']],
    ['采样人路遥。', ['name:路遥']],
    ['验光师水清建议复查', ['name:水清']],
    ['麻醉常春,巡回护士王芳', ['name:常春', 'name:王芳']],
    ['死因讨论:庞大江,某矿工人', ['name:庞大江']],
    ['练达您好,请按时复诊', ['name:练达']],
    ['尊敬的向阳主任', ['name:向阳']],
    ['病历已阅。步云 2025.1.2', ['name:步云', 'date:2025.1.2']],
    ['片子请交牧云保管', ['name:牧云']],
    ['护照E12345678,浦江', ['id_number:E12345678', 'name:浦江']],
    ['通知水清来院', ['name:水清']],
    ['骨科向阳医师', ['name:向阳']],
    ['喊我铁柱就行', ['name:铁柱']],
    ['阅片医生:武。', ['name:武']],
    ['花蕊,术后第3天', ['name:花蕊']],
  ])('a name is found: %s', (text, expected) => {
    expect(foundIn(text)).toEqual(expected)
  })

  test.each([
    '情绪平,今日未诉不适',
    '麻醉满意,手术顺利',
    '操作者戴手套,采样人员到位',
    '会诊:高血压,糖尿病',
    '高热,无寒战',
    '骨科高年资医师,全体医师',
    '随访:病情平稳,按时服药',
    '叫他出来就行',
    '马法兰用于预处理',
    '谈话医生:无',
  ])('nothing in: %s', (text) => {
    expect(foundIn(text)).toEqual([])
  })
})
