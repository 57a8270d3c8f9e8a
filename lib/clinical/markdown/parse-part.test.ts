import { expect, test } from 'vitest'
import { WRITTEN_PARTS } from '@/lib/testing/written-answers'
import { parsePart } from './part-reader'
import { blockWords, type Block, type Inline } from './tree'

/** A short notation of a tree: p(…) h3(…) quote(…) ol(1:…) table(…/…), **strong**, _emphasis_. */
function inlines(children: readonly Inline[]): string {
  return children
    .map((child) => {
      if (child.type === 'words') return child.text
      return child.type === 'strong' ? `**${inlines(child.children)}**` : `_${inlines(child.children)}_`
    })
    .join('')
}
function show(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.type === 'paragraph') return `p(${inlines(block.children)})`
      if (block.type === 'heading') return `h${block.level}(${inlines(block.children)})`
      if (block.type === 'quote') return `quote(${show(block.children)})`
      if (block.type === 'table') {
        return `table(${block.rows.map((row) => row.map(inlines).join('|')).join('/')})`
      }
      const items = block.items.map(
        ({ number, children }) => `${block.ordered ? number : '-'}:${show(children)}`,
      )
      return `list(${items.join(' ')})`
    })
    .join(' ')
}

const CASES: [name: string, source: string, tree: string][] = [
  ['bold before a letter, after a full-width stop', '**重点：**内容', 'p(**重点：**内容)'],
  ['emphasis inside a Chinese word', '为*右室*受累', 'p(为_右室_受累)'],
  ['bold within emphasis', '*a **b** c*', 'p(_a **b** c_)'],
  ['code is plain text', '查 `CYP2C19*2` 型', 'p(查 CYP2C19*2 型)'],
  ['lines of a paragraph stay lines', '一\n二', 'p(一\n二)'],
  ['a sub-heading', '### 立即\n补液', 'h3(立即) p(补液)'],
  ['nested lists', '1. a\n   - b\n2. c', 'list(1:p(a) list(-:p(b)) 2:p(c))'],
  ['nested by four spaces', '- a\n    - b\n        - c', 'list(-:p(a) list(-:p(b) list(-:p(c))))'],
  ['a list with blank lines is one list', '1. a\n\n2. b', 'list(1:p(a) 2:p(b))'],
  ['numbers are kept', '3. a\n5. b', 'list(3:p(a) 5:p(b))'],
  ['numbers that repeat are counted', '1. a\n1. b\n1. c', 'list(1:p(a) 2:p(b) 3:p(c))'],
  ['numbers that fall are kept', '5. a\n3. b', 'list(5:p(a) 3:p(b))'],
  ['a table', '| a | b |\n|---|:-:|\n| 1 | **2** |', 'table(a|b/1|**2**)'],
  ['a table right behind its sentence', '如下：\n| a |\n|---|\n| 1 |\n之后', 'p(如下：) table(a/1) p(之后)'],
  ['a bar in a cell', '| a |\n|---|\n| x\\|y |', 'table(a/x|y)'],
  ['a row with too many cells keeps them', '| a |\n|---|\n| 1 | 2 |', 'table(a/1|2)'],
  ['a rule is left out, and makes no heading', '上\n---\n下', 'p(上) p(下)'],
  ['a fence is plain', '```json\n{"a": 1}\n```', 'p(json\n{"a": 1}\n)'],
  ['indentation is no code', 'a\n\n      b', 'p(a) p(b)'],
  ['an allele is no emphasis', 'CYP2C19*2 与 *3，HLA-B*58:01', 'p(CYP2C19*2 与 *3，HLA-B*58:01)'],
  [
    'greater than is no quote',
    '- >75 岁\n- > 20 分钟\n\n>=90 mmHg',
    'list(-:p(>75 岁) -:p(> 20 分钟)) p(>=90 mmHg)',
  ],
  ['a quotation', '> **a**\n> b\n\nc', 'quote(p(**a**\nb)) p(c)'],
  [
    'a list in a quotation in a list',
    '- a\n  > - b\n  >\n  > c\n- d',
    'list(-:p(a) quote(list(-:p(b)) p(c)) -:p(d))',
  ],
  ['a plus is no list', '+ 蛋白尿', 'p(+ 蛋白尿)'],
  ['products stay', '2*3*4 = 24，a * b', 'p(2*3*4 = 24，a * b)'],
  ['blanks to fill stay', '体温 ____ ℃', 'p(体温 ____ ℃)'],
  ['HTML stays text', '<b onclick=x>a</b><!-- c -->', 'p(<b onclick=x>a</b><!-- c -->)'],
  ['an HTML block stays text', '<script>\nalert(1)\n</script>', 'p(<script>\nalert(1)\n</script>)'],
  [
    'links, images and footnotes stay text',
    '[a](http://b) ![c](d) [^1] <http://e>',
    'p([a](http://b) ![c](d) [^1] <http://e>)',
  ],
  ['a definition stays text', '[a]: http://b', 'p([a]: http://b)'],
  ['references to characters stay text', '&lt;b&gt; &#60;', 'p(&lt;b&gt; &#60;)'],
  ['what is not closed stays', '**a', 'p(**a)'],
  ['nothing', ' \n ', ''],
]

test.each(CASES)('%s', (_, source, tree) => {
  expect(show(parsePart(source))).toBe(tree)
})

test.each(WRITTEN_PARTS)('every word says where it stands: $name', ({ text }) => {
  const words = blockWords(parsePart(text))
  expect(words.length).toBeGreaterThan(3)
  for (const one of words) expect(text.slice(one.start, one.start + one.text.length)).toBe(one.text)
})
