import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { countXids, HEALTH_FIELDS, parseHealth } from '@/lib/inference/gpu/gpu-health'
import { readGpuHealth } from '@/lib/inference/gpu/read-gpu-health'
import { resetProcess } from '@/lib/testing/process-parts'

/** A stand-in for a machine with cards: a folder in the place of /dev, scripts in the place of nvidia-smi and dmesg. */
let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'gpu-health-'))
  for (const folder of ['dev', 'bin']) mkdirSync(path.join(root, folder))
  resetProcess('gpu-health')
})
afterEach(() => {
  rmSync(root, { recursive: true })
  resetProcess('gpu-health')
})

function program(name: string, script: string): void {
  const file = path.join(root, 'bin', name)
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
}
const read = () => readGpuHealth({ root, env: { PATH: `${root}/bin:/usr/bin:/bin` } })
const LOG = `[1.0] NVRM: Xid (PCI:0000:01:00): 79, pid='1234', name=node, GPU has fallen off the bus.
[2.0] NVRM: Xid (PCI:0000:01:00): 79, pid=1234
[3.0] NVRM: Xid (PCI:0000:02:00): 63, pid='<unknown>'
[4.0] NVRM: loading NVIDIA UNIX x86_64 Kernel Module`

test.each([
  ['0, 64, 0', [{ index: '0', celsius: 64, uncorrectedErrors: 0 }]],
  ['0, 64, [N/A]\n1, [N/A], 2\n', [{ index: '0', celsius: 64, uncorrectedErrors: null }, { index: '1', celsius: null, uncorrectedErrors: 2 }]], // prettier-ignore
  ['NVIDIA-SMI has failed because it could not communicate', []],
  ['Field "x" is not a valid field to query.', []],
  ['', []],
])('%j of nvidia-smi', (csv, cards) => {
  expect(parseHealth(csv)).toEqual(cards)
})

test('Xid messages are counted by card and number, and nothing else of them is taken', () => {
  expect(countXids(LOG)).toEqual([
    { card: '0000:01:00', xid: '79', count: 2 },
    { card: '0000:02:00', xid: '63', count: 1 },
  ])
})

test('a machine without a card is not asked anything', async () => {
  program('nvidia-smi', `touch ${root}/asked`)
  expect(await read()).toEqual({ cards: [], xids: null })
  expect(existsSync(path.join(root, 'asked'))).toBe(false)
})

test('cards and faults are told, and one answer serves a whole scrape', async () => {
  writeFileSync(path.join(root, 'dev/nvidiactl'), '')
  program('nvidia-smi', `echo "$1" >> ${root}/asked; echo "0, 64, 0"`)
  program('dmesg', `cat <<'END'\n${LOG}\nEND`)
  const [health] = await Promise.all([read(), read(), read()])
  expect(health.cards).toEqual([{ index: '0', celsius: 64, uncorrectedErrors: 0 }])
  expect(health.xids).toHaveLength(2)
  expect(readFileSync(path.join(root, 'asked'), 'utf8')).toBe(`--query-gpu=${HEALTH_FIELDS}\n`)
})

test('where the log of the kernel may not be read no fault is claimed or denied', async () => {
  writeFileSync(path.join(root, 'dev/nvidiactl'), '')
  program('nvidia-smi', 'exit 9')
  program('dmesg', 'echo "dmesg: read kernel buffer failed: Operation not permitted" >&2; exit 1')
  expect(await read()).toEqual({ cards: [], xids: null })
})
