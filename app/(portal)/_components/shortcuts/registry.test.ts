import { expect, test } from 'vitest'
import { nearest, type Shortcut } from './registry'

const shortcut = (label: string, scope: Shortcut['scope'] = 'page'): Shortcut => ({
  ...{ keys: 'Esc', label, scope, typing: false, active: true, layer: null },
  run: () => undefined,
})

test('the element with the focus in it goes before the page, whichever came first; else the later one', () => {
  const [skip, stop] = [shortcut('skip', { current: null }), shortcut('stop')]
  expect(nearest([skip, stop])).toBe(skip)
  expect(nearest([stop, skip])).toBe(skip)
  const other = shortcut('other')
  expect(nearest([stop, other])).toBe(other)
  expect(nearest([])).toBeUndefined()
})
