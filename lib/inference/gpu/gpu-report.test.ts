import type { GpuReport } from '@/lib/inference/gpu/contract'
import { expect, test } from 'vitest'
import {
  gpuUsable,
  parseCards,
  parseDriver,
  parseMissing,
  reportOf,
  type GpuFacts,
} from '@/lib/inference/gpu/gpu-report'

const OPEN = `NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.65.06  Release Build  (dvs-builder@U22-I3-B08)  Sun Jul 27 06:54:38 UTC 2025
GCC version:  gcc version 13.3.0 (Ubuntu 13.3.0-6ubuntu2~24.04)
`
const CLOSED = `NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.183.01  Sun May 12 19:39:15 UTC 2024
GCC version:  gcc version 12.2.0 (Debian 12.2.0-14)
`

test.each([
  { what: 'the open module', text: OPEN, driver: '580.65.06' },
  { what: 'the closed module', text: CLOSED, driver: '535.183.01' },
  { what: 'no driver', text: '', driver: null },
  { what: 'another text', text: 'Linux version 6.1.0', driver: null },
])('driver: $what', ({ text, driver }) => {
  expect(parseDriver(text)).toBe(driver)
})

const L4 = '0, NVIDIA L4, 23034, 1204, 8.9, [N/A], 580.65.06\n'
const l4 = {
  index: 0,
  name: 'NVIDIA L4',
  computeCapability: '8.9',
  memoryTotalMiB: 23_034,
  memoryUsedMiB: 1204,
  mig: null,
}

test.each([
  { what: 'one', csv: L4, cards: [l4] },
  {
    what: 'two',
    csv: `${L4}1, NVIDIA A100-SXM4-80GB, 81920, 3, 8.0, Disabled, 580.65.06\n`,
    cards: [l4, { index: 1, name: 'NVIDIA A100-SXM4-80GB', computeCapability: '8.0', memoryTotalMiB: 81_920, memoryUsedMiB: 3, mig: false }], // prettier-ignore
  },
  {
    what: 'one cut into instances',
    csv: '0, NVIDIA A100-PCIE-40GB, 40960, [Insufficient Permissions], 8.0, Enabled, 580.65.06\n',
    cards: [{ index: 0, name: 'NVIDIA A100-PCIE-40GB', computeCapability: '8.0', memoryTotalMiB: 40_960, memoryUsedMiB: null, mig: true }], // prettier-ignore
  },
  { what: 'none', csv: 'No devices were found\n', cards: [] },
  { what: 'a driver that is not loaded', csv: 'NVIDIA-SMI has failed because it could not communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.\n', cards: [] }, // prettier-ignore
  { what: 'a tool too old to know the field', csv: 'Field "compute_cap" is not a valid field to query.\n', cards: [] }, // prettier-ignore
])('cards: $what', ({ csv, cards }) => {
  expect(parseCards(csv).map(({ card }) => card)).toEqual(cards)
})

const BASE = '\tlibggml-base.so => /opt/innerward/libggml-base.so (0x00007f1b47331000)\n'
const FOUND = `${BASE}\tlibcudart.so.13 => /usr/lib/libcudart.so.13 (0x00007f1b47000000)\n\tlibcuda.so.1 => /usr/lib/libcuda.so.1 (0x0)\n`
const NO_RUNTIME = `${BASE}\tlibcudart.so.13 => not found\n\tlibcublas.so.13 => not found\n\tlibcuda.so.1 => /usr/lib/libcuda.so.1 (0x0)\n`
const NO_12 = NO_RUNTIME.replaceAll('.13', '.12')
const NO_DRIVER_LIBRARY = `${BASE}\tlibcudart.so.13 => not found\n\tlibcuda.so.1 => not found\n`

test('what the loader does not find is named once, and nothing else', () => {
  expect(parseMissing(`${NO_RUNTIME}${NO_RUNTIME}`)).toEqual(['libcudart.so.13', 'libcublas.so.13'])
  expect(parseMissing(FOUND)).toEqual([])
})

const WHOLE: GpuFacts = {
  visible: undefined,
  pciCards: 1,
  models: ['NVIDIA L4'],
  driverText: OPEN,
  deviceOpens: true,
  smi: L4,
  ldd: { cuda13: FOUND, cuda12: NO_12 },
}
const OLD = '0, Tesla V100-PCIE-16GB, 16384, 0, 7.0, [N/A], 580.65.06\n'

const cases: { what: string; facts: Partial<GpuFacts>; problem: GpuReport['problem']; missing?: string[] }[] =
  [
    { what: 'all that is needed is there', facts: {}, problem: null },
    {
      what: 'the libraries are missing',
      facts: { ldd: { cuda13: NO_RUNTIME, cuda12: NO_12 } },
      problem: 'libraries_missing',
      missing: ['libcudart.so.13', 'libcublas.so.13'],
    },
    {
      what: 'those of CUDA 12 do as well',
      facts: { ldd: { cuda13: NO_RUNTIME, cuda12: FOUND } },
      problem: null,
    },
    { what: 'the driver is too old', facts: { driverText: CLOSED }, problem: 'driver_old' },
    {
      what: 'an old driver with CUDA 12 is enough',
      facts: { driverText: CLOSED, ldd: { cuda13: NO_RUNTIME, cuda12: FOUND } },
      problem: null,
    },
    { what: 'no driver', facts: { driverText: '', smi: null, models: [] }, problem: 'driver_missing' },
    {
      what: 'the device file is closed to this process',
      facts: { deviceOpens: false },
      problem: 'device_closed',
    },
    {
      what: 'half a driver',
      facts: { ldd: { cuda13: NO_DRIVER_LIBRARY } },
      problem: 'driver_incomplete',
      missing: ['libcudart.so.13', 'libcuda.so.1'],
    },
    { what: 'the card is too old for CUDA 13', facts: { smi: OLD }, problem: 'card_old' },
    { what: 'one of two cards is new enough', facts: { smi: `${OLD}${L4}` }, problem: null },
    { what: 'the cards are hidden', facts: { visible: '' }, problem: 'hidden' },
    { what: 'the cards are hidden by number', facts: { visible: '-1' }, problem: 'hidden' },
    { what: 'one card was chosen', facts: { visible: '1' }, problem: null },
    { what: 'nothing is built for this processor', facts: { ldd: {} }, problem: 'not_prebuilt' },
  ]
test.each(cases)('$what: $problem', ({ facts, problem, missing = [] }) => {
  const report = reportOf({ ...WHOLE, ...facts })
  expect(report).toMatchObject({ problem, missingLibraries: missing })
  expect(gpuUsable(report)).toBe(problem === null)
})

test('without nvidia-smi the cards are known by the name the driver gives them, or only counted', () => {
  const nameless = { computeCapability: null, memoryTotalMiB: null, memoryUsedMiB: null, mig: null }
  expect(reportOf({ ...WHOLE, smi: null }).cards).toEqual([{ index: 0, name: 'NVIDIA L4', ...nameless }])
  expect(reportOf({ ...WHOLE, smi: null, models: [] }).cards).toEqual([
    { index: 0, name: 'NVIDIA GPU', ...nameless },
  ])
})

test('without a card nothing is wrong, and nothing is usable', () => {
  const report = reportOf({ ...WHOLE, pciCards: 0, models: [], driverText: '', smi: null, ldd: { cuda13: NO_RUNTIME } }) // prettier-ignore
  expect(report).toEqual({ driver: null, cards: [], missingLibraries: [], problem: null })
  expect(gpuUsable(report)).toBe(false)
})
