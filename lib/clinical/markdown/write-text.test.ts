import { expect, test } from 'vitest'
import { parseMechanism } from '../mechanism/parse-mechanism'
import { parsePart } from './part-reader'
import { bareText, plainText } from './plain-text'
import { headingLevel, richText } from './rich-text'

const SOURCE = `### 立即
1. **再灌注：**首选 *PCI*
   - 不能及时则溶栓
   - >75 岁减量
2. 抗凝

| 疾病 | 支持 | 不支持 |
| --- | --- | --- |
| **心梗** | 胸痛；ST 抬高 | |
| 夹层 | <撕裂> 样痛 | 血压 & 脉搏对称 |

> 注意 \`V4R\``

test('text for a record: numbered, dotted and indented lists, a table row a line', () => {
  expect(plainText(parsePart(SOURCE))).toBe(`立即
1. 再灌注：首选 PCI
   · 不能及时则溶栓
   · >75 岁减量
2. 抗凝
疾病：心梗；支持：胸痛；ST 抬高
疾病：夹层；支持：<撕裂> 样痛；不支持：血压 & 脉搏对称
注意 V4R`)
})

test('a table in English has Latin stops, one without rows shows its head, a cell without a head stands alone', () => {
  expect(plainText(parsePart('| Disease | For |\n|-|-|\n| MI | pain | more |'))).toBe(
    'Disease: MI; For: pain; more',
  )
  expect(plainText(parsePart('| Disease | For |\n|-|-|'))).toBe('Disease; For')
})

test('words are written as they are asked for', () => {
  expect(plainText(parsePart('- **a** b'), ({ text, start }) => `${text}@${start}`)).toBe('· a@4 b@7')
})

test('bare text has words only, one item or cell a line', () => {
  expect(bareText(parsePart('1. **a**：b\n   - c\n\n| d | e |\n|-|-|\n| f | g |'))).toBe(
    'a：b\nc\nd\ne\nf\ng',
  )
})

test('a drawing made of bare text quotes no marks', () => {
  const text = bareText(parsePart('1. **斑块破裂**导致**血栓形成**。'))
  const [edge] = parseMechanism(text).edges
  expect(edge).toMatchObject({ words: '斑块破裂导致血栓形成', span: { start: 0, end: text.length - 1 } })
})

test('rich text keeps the form and escapes the words', () => {
  expect(richText(parsePart(SOURCE), ({ text }) => text)).toBe(
    '<h4>立即</h4>' +
      '<ol><li value="1"><p><strong>再灌注：</strong>首选 <em>PCI</em></p>' +
      '<ul><li><p>不能及时则溶栓</p></li><li><p>&gt;75 岁减量</p></li></ul></li>' +
      '<li value="2"><p>抗凝</p></li></ol>' +
      '<table border="1"><tr><th>疾病</th><th>支持</th><th>不支持</th></tr>' +
      '<tr><td><strong>心梗</strong></td><td>胸痛；ST 抬高</td><td></td></tr>' +
      '<tr><td>夹层</td><td>&lt;撕裂&gt; 样痛</td><td>血压 &amp; 脉搏对称</td></tr></table>' +
      '<blockquote><p>注意 V4R</p></blockquote>',
  )
})

test.each([
  [1, 4],
  [3, 4],
  [4, 5],
  [5, 6],
  [6, 6],
])('a sub-heading of level %i stands below its part, as h%i', (level, shown) => {
  expect(headingLevel(level, 3)).toBe(shown)
})
