import { expect, test } from 'vitest'
import { nameDevice } from './name-device'

test.each([
  { names: [], device: null },
  { names: ['NVIDIA L4'], device: 'NVIDIA L4' },
  { names: ['NVIDIA L4', 'NVIDIA L4'], device: '2 × NVIDIA L4' },
  { names: ['NVIDIA L4', 'NVIDIA A10', 'NVIDIA L4'], device: '2 × NVIDIA L4 + NVIDIA A10' },
])('$names.length cards: $device', ({ names, device }) => {
  expect(nameDevice(names)).toBe(device)
})
