import { expect, test } from 'vitest'
import { GUIDES } from '@/lib/help/contract'
import { wordsOf } from '@/lib/clinical/markdown/tree'
import { readGuides, toGuide } from './read-guide'

test('a guide is its title, what stands before the sections, and the sections', () => {
  const guide = toGuide('doctor', '# Title\n\nFirst.\n\n## One\n\n- a\n- b\n\n## Two\n\nText.\n')
  expect(guide).toMatchObject({ id: 'doctor', title: 'Title', intro: [{ type: 'paragraph' }] })
  expect(guide.sections.map(({ title, blocks }) => [title, blocks.map(({ type }) => type)])).toEqual([
    ['One', ['list']],
    ['Two', ['paragraph']],
  ])
})

test('every guide is there in both languages, with the same sections in the same order', async () => {
  const [zh, en] = await Promise.all([readGuides('zh-CN'), readGuides('en')])
  expect(zh.map(({ id }) => id)).toEqual([...GUIDES])
  const shape = (guides: typeof zh) =>
    guides.map(({ sections }) => sections.map(({ blocks }) => blocks.map(({ type }) => type)))
  expect(shape(en)).toEqual(shape(zh))
})

test('no guide shows the marks that it was written with', async () => {
  const guides = [...(await readGuides('zh-CN')), ...(await readGuides('en'))]
  const blocks = guides.flatMap(({ intro, sections }) => [...intro, ...sections.flatMap((one) => one.blocks)])
  const shown = blocks.flatMap((block) => (block.type === 'paragraph' ? wordsOf(block.children) : []))
  expect(shown.map(({ text }) => text).filter((text) => /[*_`#|]/.test(text))).toEqual([])
})
