import { expect, test } from 'vitest'
import { parseMechanism, wholeSentences } from './parse-mechanism'

const SIGN = { causes: '→', activates: '⇢', inhibits: '⊣' }

function edges(text: string): string[] {
  const { nodes, edges: found } = parseMechanism(text)
  const label = (id: string) => nodes.find((node) => node.id === id)?.label ?? '?'
  return found.map(({ from, to, kind }) => `${label(from)} ${SIGN[kind]} ${label(to)}`)
}

test.each<[string, string, string[]]>([
  ['one link', '斑块破裂导致血小板聚集。', ['斑块破裂 → 血小板聚集']],
  [
    'a chain with 进而',
    '斑块破裂导致血栓形成，进而引起冠脉闭塞，最终造成心肌坏死。',
    ['斑块破裂 → 血栓形成', '血栓形成 → 冠脉闭塞', '冠脉闭塞 → 心肌坏死'],
  ],
  [
    'several effects',
    '缺血可导致心律失常、泵衰竭和猝死。',
    ['缺血 → 心律失常', '缺血 → 泵衰竭', '缺血 → 猝死'],
  ],
  ['several causes', '高血压与糖尿病引起内皮损伤', ['高血压 → 内皮损伤', '糖尿病 → 内皮损伤']],
  [
    '并 keeps the subject',
    '血管紧张素II引起血管收缩，并促进醛固酮分泌。',
    ['血管紧张素II → 血管收缩', '血管紧张素II ⇢ 醛固酮分泌'],
  ],
  ['由…引起', '酮症由胰岛素缺乏引起。', ['胰岛素缺乏 → 酮症']],
  ['由…引起的', '由内毒素引起的炎症反应导致低血压', ['内毒素 → 炎症反应', '炎症反应 → 低血压']],
  ['被', '补体被内毒素激活', ['内毒素 ⇢ 补体']],
  ['继发于', '右心衰竭常继发于左心衰竭', ['左心衰竭 → 右心衰竭']],
  ['由于 with a verb', '由于心输出量下降，导致肾灌注减少', ['心输出量下降 → 肾灌注减少']],
  ['由于 without a verb', '由于胰岛素缺乏，葡萄糖利用减少', ['胰岛素缺乏 → 葡萄糖利用减少']],
  ['使', '低氧使肺血管收缩', ['低氧 → 肺血管收缩']],
  ['使用 is no link', '使用利尿剂后随访', []],
  ['a verb without object is part of its phrase', 'RAAS激活导致水钠潴留', ['RAAS激活 → 水钠潴留']],
  ['a noun of it too', 'ACE抑制剂抑制RAAS', ['ACE抑制剂 ⊣ RAAS']],
  ['arrows', '心输出量↓ → RAAS↑ → 水钠潴留', ['心输出量↓ → RAAS↑', 'RAAS↑ → 水钠潴留']],
  [
    'arrows on lines of their own',
    '斑块破裂\n→ 血栓形成\n-> 心肌缺血',
    ['斑块破裂 → 血栓形成', '血栓形成 → 心肌缺血'],
  ],
  ['a pointer to the sentence before', '感染引起炎症。这导致血管扩张。', ['感染 → 炎症', '炎症 → 血管扩张']],
  ['a loop', '缺血加重心衰，心衰又加重缺血。', ['缺血 → 心衰', '心衰 → 缺血']],
  ['不会', '稳定斑块不会导致血栓形成', []],
  ['未', '该药未引起低血压', []],
  ['避免', '早期复苏避免造成器官损害', []],
  ['是否', '是否引起出血尚不清楚', []],
  ['no proof', '没有证据表明咖啡导致心房颤动', []],
  ['a denial ends with its clause', '不引起出血，但血小板减少导致瘀斑', ['血小板减少 → 瘀斑']],
  [
    'words that look like fillers',
    '再灌注损伤导致出血、并发症和心功能异常',
    ['再灌注损伤 → 出血', '再灌注损伤 → 并发症', '再灌注损伤 → 心功能异常'],
  ],
  ['Markdown is not part of the name', '1. **胰岛素缺乏** 导致 **高血糖**', ['胰岛素缺乏 → 高血糖']],
  [
    'words before a colon name the sentence',
    '1. **斑块破裂**：斑块破裂导致血小板聚集。\n2. **血栓形成：** 血小板聚集引起右冠状动脉闭塞。\n3. 缺血、坏死：右冠状动脉闭塞造成下壁缺血。',
    ['斑块破裂 → 血小板聚集', '血小板聚集 → 右冠状动脉闭塞', '右冠状动脉闭塞 → 下壁缺血'],
  ],
  ['a colon of a value stays', '血钾：6.5 mmol/L导致室颤', ['血钾：6.5 mmol/L → 室颤']],
  ['a decimal point ends no sentence', '血钾6.5 mmol/L导致室颤', ['血钾6.5 mmol/L → 室颤']],
])('zh: %s', (_, text, expected) => {
  expect(edges(text)).toEqual(expected)
})

test.each<[string, string, string[]]>([
  ['one link', 'Plaque rupture leads to thrombosis.', ['Plaque rupture → thrombosis']],
  [
    'a chain with which',
    'Plaque rupture leads to thrombus formation, which causes occlusion, resulting in necrosis.',
    ['Plaque rupture → thrombus formation', 'thrombus formation → occlusion', 'occlusion → necrosis'],
  ],
  [
    'several effects',
    'Hypoxia causes vasoconstriction, polycythaemia and right heart strain.',
    ['Hypoxia → vasoconstriction', 'Hypoxia → polycythaemia', 'Hypoxia → right heart strain'],
  ],
  ['caused by', 'The ketosis is caused by insulin deficiency.', ['insulin deficiency → ketosis']],
  [
    'because of at the start',
    'Because of insulin deficiency, lipolysis increases.',
    ['insulin deficiency → lipolysis increases'],
  ],
  ['activation', 'Low output activates the RAAS.', ['Low output ⇢ RAAS']],
  ['inhibition', 'Acidosis suppresses myocardial contractility.', ['Acidosis ⊣ myocardial contractility']],
  [
    'words before a colon',
    '**Thrombosis**: Platelet aggregation causes occlusion.\n**Necrosis**: occlusion leads to ischaemia.',
    ['Platelet aggregation → occlusion', 'occlusion → ischaemia'],
  ],
  ['does not', 'A stable plaque does not cause thrombosis.', []],
  ["doesn't", "It doesn't lead to bleeding.", []],
  ['prevents from', 'Aspirin prevents platelets from causing occlusion.', []],
  ['not caused by', 'The pain was not caused by ischaemia.', []],
  ['a cause of is no verb', 'Sepsis is a common cause of death.', []],
  [
    'and keeps the subject',
    'Angiotensin II causes vasoconstriction and also stimulates aldosterone release.',
    ['Angiotensin II → vasoconstriction', 'Angiotensin II ⇢ aldosterone release'],
  ],
])('en: %s', (_, text, expected) => {
  expect(edges(text)).toEqual(expected)
})

test('each edge carries the words that say it', () => {
  const text = '首先，斑块破裂导致血栓形成，进而引起闭塞。'
  const { edges: found } = parseMechanism(text)
  expect(found.map(({ words }) => words)).toEqual(['斑块破裂导致血栓形成', '血栓形成，进而引起闭塞'])
  for (const { span, words } of found) expect(text.slice(span.start, span.end)).toBe(words)
})

test.each([
  ['感染引起炎症。炎症导致休', '感染引起炎症。'],
  ['感染引起炎症。', '感染引起炎症。'],
  ['感染引起炎', ''],
  ['Potassium of 6.5 causes', ''],
  ['', ''],
])('of %j, still being written, %j is read', (text, whole) => {
  expect(wholeSentences(text)).toBe(whole)
})

test('a text that would draw too much is cut and says so', () => {
  const text = Array.from({ length: 80 }, (_, i) => `甲${i}号导致乙${i}号。`).join('')
  const graph = parseMechanism(text)
  expect(graph.nodes.length).toBeLessThanOrEqual(40)
  expect(graph.truncated).toBe(true)
})

test('hostile text is only text', () => {
  const text = '<img src=x onerror=alert(1)>导致</script><script>alert(2)</script>'
  expect(edges(text)).toEqual(['<img src=x onerror=alert(1)> → </script><script>alert(2)</script>'])
})

test('long text without an end takes no long time', () => {
  const text = '，由于'.repeat(20_000)
  expect(parseMechanism(text).edges.length).toBeLessThanOrEqual(60)
})

test('a label keeps both brackets or neither', () => {
  const labels = (text: string) => parseMechanism(text).nodes.map(({ label }) => label)
  expect(labels('右冠状动脉（约80%）导致下壁缺血')).toEqual(['右冠状动脉（约80%）', '下壁缺血'])
  expect(labels('斑块破裂（多见于左前降支，引起管腔闭塞')[0]).not.toMatch(/[（(]/)
})
