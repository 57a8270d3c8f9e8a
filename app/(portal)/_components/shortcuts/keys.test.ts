import { expect, test } from 'vitest'
import { isComposing, isPressed, type Pressed } from './keys'

const press = (key: string, more: Partial<Pressed> = {}): Pressed => ({
  ...{ key, code: '', ctrlKey: false, altKey: false, metaKey: false },
  ...more,
})

test.each([
  ['?', press('?')],
  ['Esc', press('Escape')],
  ['Ctrl+L', press('l', { ctrlKey: true })],
  ['Ctrl+L', press('L', { ctrlKey: true })],
  ['Ctrl+Enter', press('Enter', { ctrlKey: true })],
  ['Alt+C', press('ç', { altKey: true, code: 'KeyC' })],
  ['Space', press(' ')],
  ['←', press('ArrowLeft')],
  ['F', press('f')],
  ['F2', press('F2')],
])('%s is pressed', (keys, event) => {
  expect(isPressed(event, keys)).toBe(true)
})

test.each([
  ['L', press('l', { ctrlKey: true })],
  ['Ctrl+L', press('l')],
  ['Ctrl+L', press('l', { ctrlKey: true, altKey: true })],
  ['Ctrl+L', press('l', { metaKey: true, ctrlKey: true })],
  ['Alt+C', press('c', { code: 'KeyC' })],
  ['C', press('ç', { code: 'KeyC' })],
  ['Esc', press('Process')],
])('%s is not pressed by another key or with another modifier', (keys, event) => {
  expect(isPressed(event, keys)).toBe(false)
})

test.each([
  [{ isComposing: true, keyCode: 13 }, true],
  [{ isComposing: false, keyCode: 229 }, true],
  [{ isComposing: false, keyCode: 13 }, false],
])('an input method is composing: %j', (event, composing) => {
  expect(isComposing(event)).toBe(composing)
})
