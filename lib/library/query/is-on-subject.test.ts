import { expect, test } from 'vitest'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { wordsOf } from '@/lib/library/index/words'
import { isOnSubject } from '@/lib/library/query/is-on-subject'
import { readQuery } from '@/lib/library/query/read-query'

const dictionary = builtInDictionary()
const on = (question: string, title: string, heading: string, share: number) =>
  isOnSubject(
    readQuery(question, { dictionary, ...readText(question, dictionary) }),
    { title, heading, share },
    wordsOf(dictionary),
  )

test.each([
  ['名为所问的病', '下壁心肌梗死后血压降低怎么办', 'ST段抬高型心肌梗死的抗栓治疗', ''],
  ['名为化验值所指', '心率42次/分，T波高尖，血钾7.1 mmol/L，怎么处理', '高钾血症的处理', ''],
  ['名为所问之病的大类', '下壁STEMI溶栓后怎么抗栓', '急性冠脉综合征诊疗指南', ''],
  ['名为所问之病的大类', 'HFrEF怎么加沙库巴曲缬沙坦', '中国心力衰竭诊断和治疗指南', ''],
  [
    'named after the group',
    'type 2 diabetes, metformin not enough',
    'Standards of care in diabetes mellitus',
    '',
  ],
  ['小标题有所问的药', '服华法林的病人INR 11.2怎么办', '围手术期管理', '华法林'],
  [
    'named after a kind of what is asked',
    'heart attack, BP is falling',
    'ST-elevation myocardial infarction',
    '',
  ],
])('on the subject: %s', (_why, question, title, heading) => {
  expect(on(question, title, heading, 0.35)).toBe(true)
})

test.each([
  [
    '只有相同的检查与体征',
    '子宫切除术后下床时突发气促、胸痛，心率116次/分',
    '急性上呼吸道感染门诊处理',
    '危险信号',
  ],
  ['标题是另一种病', '哮喘发作，吸沙丁胺醇后仍气促', '慢性阻塞性肺疾病急性加重的处理', '定义'],
  [
    'only a broad word is shared',
    'bleeding after surgery for a hip fracture',
    'Surgery: general information',
    'Bleeding',
  ],
])('beside the subject: %s', (_why, question, title, heading) => {
  expect(on(question, title, heading, 0.4)).toBe(false)
})

test('what answers most of a question is about it whatever it is called, what answers little is not', () => {
  expect(on('下壁心肌梗死如何抗栓', '本院第12号文件', '', 0.5)).toBe(true)
  expect(on('下壁心肌梗死如何抗栓', 'ST段抬高型心肌梗死', '', 0.2)).toBe(false)
})
