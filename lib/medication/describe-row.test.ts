import { expect, test } from 'vitest'
import { inWords } from './describe-row'

test.each<[unknown, string]>([
  ['cautious', 'cautious'],
  [12, '12'],
  [true, 'true'],
  [['ringer-lactate'], 'ringer-lactate'],
  [['J45', 'J46'], 'J45, J46'],
  [{ value: 162, unit: 'mg' }, '162 mg'],
  [{ value: 1000 }, '1000'],
  [
    [
      ['warfarin', '@heparins'],
      ['warfarin', 'argatroban'],
    ],
    'warfarin + @heparins; warfarin + argatroban',
  ],
  [[{ drugs: ['@cephalosporin'], severity: 'caution' }], 'drugs: @cephalosporin, severity: caution'],
])('%j of a row is shown as %j', (value, words) => {
  expect(inWords(value)).toBe(words)
})
