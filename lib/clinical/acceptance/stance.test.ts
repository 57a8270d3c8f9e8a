import { expect, test } from 'vitest'
import { isAdvised, stanceOn } from '@/lib/clinical/acceptance/stance'
import { foldText } from '@/lib/clinical/text/fold-text'

const placeOf = (text: string, words: string) => {
  const folded = foldText(text).text
  const from = folded.indexOf(foldText(words).text)
  return { folded, place: { from, to: from + foldText(words).text.length } }
}

test.each([
  ['应避免使用布洛芬。', '布洛芬', 'avoid'],
  ['不宜给予布洛芬。', '布洛芬', 'avoid'],
  ['禁用布洛芬、双氯芬酸和吲哚美辛。', '吲哚美辛', 'avoid'],
  ['布洛芬在此禁用。', '布洛芬', 'avoid'],
  ['避免布洛芬，可给予对乙酰氨基酚。', '对乙酰氨基酚', null],
  ['避免布洛芬，并密切监测肾功能和血压变化情况，每日华法林。', '华法林', null],
  ['避免布洛芬。给予华法林。', '华法林', null],
  ['如无禁忌给予阿司匹林。', '阿司匹林', null],
  ['无禁忌证者阿司匹林300mg嚼服。', '阿司匹林', null],
  ['不能排除肺栓塞。', '肺栓塞', null],
  ['不是急性心肌梗死。', '急性心肌梗死', 'deny'],
  ['急性心肌梗死可排除。', '急性心肌梗死', 'deny'],
  ['给予布洛芬。', '布洛芬', null],
  ['不仅给予阿司匹林，还应给予他汀。', '他汀', null],
  ['Do not give ibuprofen.', 'ibuprofen', 'avoid'],
  ['Avoid ibuprofen, diclofenac and naproxen.', 'naproxen', 'avoid'],
  ['Avoid ibuprofen, use paracetamol.', 'paracetamol', null],
  ['Ibuprofen is contraindicated here.', 'Ibuprofen', 'avoid'],
  ['Unless contraindicated, give aspirin.', 'aspirin', null],
  ['There is no evidence of pneumonia.', 'pneumonia', 'deny'],
  ['Aspirin should not be delayed.', 'aspirin', null],
  ['Give 2.5 mg of warfarin. Avoid NSAIDs.', 'warfarin', null],
])('%s — %s is %s', (text, words, expected) => {
  const { folded, place } = placeOf(text, words)
  expect(place.from).toBeGreaterThanOrEqual(0)
  expect(stanceOn(folded, place)).toBe(expected)
})

test.each([
  ['给予布洛芬。', '布洛芬', true],
  ['布洛芬可致肾损害。', '布洛芬', false],
  ['Start aspirin 300 mg.', 'aspirin', true],
  ['Aspirin inhibits platelets.', 'aspirin', false],
])('%s advises %s: %s', (text, words, expected) => {
  const { folded, place } = placeOf(text, words)
  expect(isAdvised(folded, place)).toBe(expected)
})
