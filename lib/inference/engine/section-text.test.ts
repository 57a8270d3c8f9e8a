import { expect, test } from 'vitest'
import { SectionText } from './section-text'
import type { PartId } from './section-titles'

function read(pieces: string[]) {
  const section = new SectionText('definition')
  const shown = pieces.map((piece) => section.push(piece)).join('')
  return { shown, ended: section.ended, text: section.text }
}

test.each([
  { what: 'plain text passes', pieces: ['房颤', '是心律失常'], shown: '房颤是心律失常', ended: false },
  {
    what: 'white space at both ends is dropped',
    pieces: ['\n ', 'a b', ' \n\n'],
    shown: 'a b',
    ended: false,
  },
  { what: 'white space inside is kept', pieces: ['a', '\n\n', 'b'], shown: 'a\n\nb', ended: false },
  { what: 'a heading ends the part', pieces: ['a\n', '## 机制\nmore'], shown: 'a', ended: true },
  {
    what: 'a heading cut over pieces ends it too',
    pieces: ['a', '\n', '#', '#', ' x', 'y'],
    shown: 'a',
    ended: true,
  },
  {
    what: 'a heading before any text is dropped',
    pieces: ['## 定', '义\n', '房颤'],
    shown: '房颤',
    ended: false,
  },
  {
    what: 'its own heading a second time ends the part',
    pieces: ['房颤\n\n', '## 定义\n', '房颤'],
    shown: '房颤',
    ended: true,
  },
  {
    what: 'its own title in a line of text is text',
    pieces: ['房颤\n定义：', '心律失常'],
    shown: '房颤\n定义：心律失常',
    ended: false,
  },
  { what: 'an unfinished heading before any text waits', pieces: ['#'], shown: '', ended: false },
  { what: 'a number sign inside a line is text', pieces: ['bed #', '4'], shown: 'bed #4', ended: false },
])('$what', ({ pieces, shown, ended }) => {
  expect(read(pieces)).toEqual({ shown, ended, text: shown })
})

test('a part that is one heading line is shown without its marks when it ends', () => {
  const section = new SectionText('definition')
  expect(section.push('## sepsis')).toBe('')
  expect(section.finish()).toBe('sepsis')
})

/** All that is shown of a text that comes in pieces of one to four characters, and how the part ended. */
function stream(part: PartId, text: string, { cut = false, close = Infinity, cuts = true } = {}) {
  const section = new SectionText(part, cuts)
  let at = 0
  let shown = ''
  while (at < text.length && !section.ended) {
    if (at >= close) section.close()
    const size = 1 + ((at * 7) % 4)
    shown += section.push(text.slice(at, at + size))
    at += size
  }
  shown += section.finish({ cut })
  expect(shown).toBe(section.text)
  return shown
}

test.each<[string, PartId, string, string]>([
  [
    'bold titles of other parts end it',
    'definition',
    '**定义**：心肌坏死。\n\n**机制**：斑块破裂',
    '心肌坏死。',
  ],
  ['a numbered title ends it', 'mechanism', '斑块破裂。\n3. 鉴别诊断：主动脉夹层', '斑块破裂。'],
  ['a title in brackets ends it', 'differential', '- 夹层\n【建议】\n卧床', '- 夹层'],
  ['a bare title with a colon ends it', 'differential', '夹层。\n处理建议：卧床', '夹层。'],
  [
    'a title alone on its line ends it',
    'mechanism',
    'Plaque rupture.\nDifferential diagnosis\n- x',
    'Plaque rupture.',
  ],
  ['its own title is dropped', 'recommendation', '### 建议\n1. 卧床', '1. 卧床'],
  ['a colon inside the bold is dropped with it', 'mechanism', '**机制：**\n缺血。', '缺血。'],
  ['its own title later is text', 'mechanism', '缺血。\n机制：钙超载', '缺血。\n机制：钙超载'],
  ['the word of a title inside a line is text', 'definition', '机制不明的心肌病。', '机制不明的心肌病。'],
  [
    'a deeper heading belongs to the part',
    'recommendation',
    '### 立即\n- 吸氧\n\n#### 药物\n- 阿司匹林',
    '### 立即\n- 吸氧\n\n#### 药物\n- 阿司匹林',
  ],
  [
    'a list item that names a part is text',
    'recommendation',
    '- 建议：卧床\n- 机制：缺血',
    '- 建议：卧床\n- 机制：缺血',
  ],
  [
    'a model that begins anew is passed over',
    'mechanism',
    '**定义**：坏死。\n**机制**：\n斑块破裂。\n**鉴别**：夹层',
    '斑块破裂。',
  ],
  ['one that never comes to the part is shown', 'mechanism', '**定义**：坏死。', '坏死。'],
  ['a thought ends where the answer begins', 'thought', '男，58岁。\n**定义**：坏死', '男，58岁。'],
  ['a short last line is not lost', 'recommendation', '卧床。\n1', '卧床。\n1'],
])('%s', (_, part, text, shown) => {
  expect(stream(part, text)).toBe(shown)
})

test('a thought in the model’s own delimiters keeps its headings', () => {
  const text = '## Plan\n**Definition**: x\n# more'
  expect(stream('thought', text, { cuts: false })).toBe(text)
})

test.each([
  ['a budget closes at the last sentence end', '卧床休息。多饮水。必要时使用盐', 6, '卧床休息。多饮水。'],
  ['or after the last whole list item', '- 卧床休息\n- 多饮水\n- **', 4, '- 卧床休息\n- 多饮水'],
  ['a decimal point ends no sentence', 'Give 2.5 mg. Then give 0.12', 3, 'Give 2.5 mg.'],
  [
    'a sentence that has begun to show is marked as cut',
    '必要时使用盐水漱口并且多',
    6,
    '必要时使用盐水漱口…',
  ],
  ['a part of one unfinished sentence is shown and marked', '必要时使用', 0, '必要时使用…'],
])('%s', (_, text, close, shown) => {
  expect(stream('recommendation', text, { cut: true, close }).trimEnd()).toBe(shown)
})
