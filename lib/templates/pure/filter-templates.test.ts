import { expect, test } from 'vitest'
import type { TemplateSummary } from '@/lib/templates/contract'
import { filterTemplates } from '@/lib/templates/pure/filter-templates'

const ANY = { search: '', scope: '', language: '', tag: '', favourites: false, deprecated: false }
const one = (parts: Partial<TemplateSummary>): TemplateSummary => ({
  id: 'x',
  scope: 'personal',
  departmentId: null,
  owner: null,
  builtIn: false,
  current: 1,
  name: '胸痛',
  description: 'ACS',
  language: 'zh-CN',
  tags: ['急诊'],
  fields: 1,
  updatedAt: '2026-01-01T00:00:00.000Z',
  deprecated: false,
  favourite: false,
  uses: 0,
  rights: { change: true, propose: false, deprecate: false, remove: true },
  ...parts,
})

test.each([
  ['every word, wherever it stands', { search: '胸痛 ａｃｓ 急' }, 1],
  ['a word that is nowhere', { search: '胸痛 肾' }, 0],
  ['another scope', { scope: 'hospital' }, 0],
  ['another language', { language: 'en' }, 0],
  ['its tag', { tag: '急诊' }, 1],
  ['favourites only', { favourites: true }, 0],
])('%s', (_, filters, count) => {
  expect(filterTemplates([one({})], { ...ANY, ...filters })).toHaveLength(count)
})

test('retired templates are left out unless asked for, and favourites come first', () => {
  const list = [one({ id: 'a' }), one({ id: 'b', favourite: true }), one({ id: 'c', deprecated: true })]
  expect(filterTemplates(list, ANY).map(({ id }) => id)).toEqual(['b', 'a'])
  expect(filterTemplates(list, { ...ANY, deprecated: true }).map(({ id }) => id)).toEqual(['b', 'a', 'c'])
})
