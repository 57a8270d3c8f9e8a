import { expect, test } from 'vitest'
import { showHidden, splitHidden } from '@/lib/shared/hidden-characters'

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const HIDDEN = [
  0x00, 0x1b, 0x7f, 0x85, 0xad, 0x061c, 0x115f, 0x1160, 0x180e, 0x200b, 0x200f, 0x202e, 0x2060, 0x2066,
  0x3164, 0xfeff, 0xffa0, 0xe0001,
].concat(range(0xe0020, 0xe007f))

test.each(HIDDEN.map((code) => [`U+${code.toString(16).toUpperCase().padStart(4, '0')}`, code] as const))(
  '%s is shown',
  (name, code) => expect(splitHidden(`胸${String.fromCodePoint(code)}痛`)).toEqual(['胸', name, '痛']),
)

test('an instruction written in tags is shown letter by letter', () => {
  const tags = String.fromCodePoint(...Array.from('ok', (letter) => 0xe0000 + letter.charCodeAt(0)))
  expect(showHidden(`血压？${tags}`)).toBe('血压？[U+E006F][U+E006B]')
})

test.each(['血钾 6.8 mmol/L\n心率\t120', 'é ß Ω 한글 𠮷 👩‍⚕'.replace('\u200d', ''), '①½ℓ℃'])(
  'what can be seen stays as it is: %s',
  (text) => expect(splitHidden(text)).toEqual([text]),
)
