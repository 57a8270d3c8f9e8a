import { expect, test } from 'vitest'
import type { AnswerTerm } from '@/lib/consult/stream/contract'
import { partPassage, writePassages } from './write-passages'

const AF: AnswerTerm = {
  kind: 'diagnosis',
  in: 'definition',
  start: 2,
  end: 4,
  surface: 'AF',
  preferred: '房颤',
  name: { zh: '房颤', en: 'atrial fibrillation' },
  status: 'affirmed',
  expand: true,
}
const sections = [{ id: 'definition' as const, title: '定义', text: '**AF** 即\u202e律\n\n- 甲\n- <b>' }]

test('a part is copied without marks, with full names, and with hidden characters shown', () => {
  const part = partPassage({ sections, terms: [AF], links: [] }, 'definition')
  expect(writePassages([{ lines: ['须\u2066核实'] }, { title: '定义', ...part }])).toEqual({
    plain: '须[U+2066]核实\n\n定义\nAF（房颤） 即[U+202E]律\n· 甲\n· <b>',
    rich:
      '<p>须[U+2066]核实</p><h3>定义</h3><p><strong>AF（房颤）</strong> 即[U+202E]律</p>' +
      '<ul><li><p>甲</p></li><li><p>&lt;b&gt;</p></li></ul>',
  })
})

test('a part that is not there, and a passage without words, leave nothing behind', () => {
  expect(partPassage({ sections, terms: [], links: [] }, 'mechanism').blocks).toEqual([])
  expect(writePassages([{ lines: [] }, { lines: ['a'] }]).plain).toBe('a')
})

test('where its sources go along, a sentence that a rule tied to one says so behind it, and its terms keep their names', () => {
  const text = 'AF 即房颤。须抗凝[2]。'
  const turn = {
    sections: [{ id: 'definition' as const, title: '定义', text }],
    terms: [{ ...AF, start: 0, end: 2 }],
    links: [{ section: 'definition' as const, start: 0, end: 6, n: 1 }],
  }
  const plain = (sources: boolean) => writePassages([partPassage(turn, 'definition', sources)]).plain
  expect(plain(true)).toBe('AF（房颤）即房颤[1]*。须抗凝[2]。')
  expect(plain(false)).toBe('AF（房颤）即房颤。须抗凝。')
})

test('the number of a source never touches a figure behind it', () => {
  const text = '利伐沙班 15 mg\n3 小时后复查；48 h 后再查'
  const links = [
    { section: 'definition' as const, start: 0, end: 10, n: 7 },
    { section: 'definition' as const, start: 11, end: 19, n: 6 },
  ]
  const written = (end: number) =>
    writePassages([
      partPassage(
        {
          sections: [{ id: 'definition' as const, title: '定义', text }],
          terms: [],
          links: links.map((one) => (one.n === 6 ? { ...one, end } : one)),
        },
        'definition',
        true,
      ),
    ]).plain
  expect(written(18)).toContain('复查[6]*；48 h')
  expect(written(19)).toContain('；[6]* 48 h')
  expect(written(19)).not.toMatch(/\]\*?\d/)
})
