import { expect, test } from 'vitest'
import { coresOf, physicalCores } from './physical-cores'

const processor = (socket: number, core: number) =>
  `processor\t: 0\nphysical id\t: ${socket}\ncore id\t\t: ${core}\n`

test.each([
  { what: 'two threads on each of two cores', text: [processor(0, 0), processor(0, 1), processor(0, 0), processor(0, 1)], cores: 2 }, // prettier-ignore
  { what: 'two sockets', text: [processor(0, 0), processor(1, 0)], cores: 2 },
  { what: 'a machine that does not say', text: ['processor\t: 0\nBogoMIPS\t: 50.00\n'], cores: 0 },
])('$what', ({ text, cores }) => {
  expect(coresOf(text.join('\n'))).toBe(cores)
})

test('there is at least one', () => {
  expect(physicalCores()).toBeGreaterThanOrEqual(1)
})
