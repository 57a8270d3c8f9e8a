import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readGpuReport } from '@/lib/inference/gpu/read-gpu-report'
import { readGpu, thisMachine, type Machine } from '@/lib/inference/gpu/read-gpu'

/**
 * A stand-in for a machine with a card, because none can be had on demand: folders in the place of dev, proc and sys, a
 * script in the place of nvidia-smi, and a real library that wants another one, which the real loader is asked about.
 */
const ROOT = path.resolve(import.meta.dirname, '../../..')
const BACKEND = '@node-llama-cpp/linux-x64-cuda/bins/linux-x64-cuda'
const REAL = path.join(ROOT, 'node_modules/@node-llama-cpp/linux-x64/bins/linux-x64/libggml-base.so')
/** Wanted in the place of one that every machine has; the names are of one length. */
const WANTED = 'libcudart.so.9'

let folder: string
let machine: Machine

function put(name: string, text: string): string {
  const file = path.join(folder, name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

function putBackend(): void {
  const patched = readFileSync(REAL).toString('latin1').replaceAll('libstdc++.so.6', WANTED)
  const file = put(`packages/${BACKEND}/libggml-cuda.so`, '')
  writeFileSync(file, Buffer.from(patched, 'latin1'))
}

function putCard(): void {
  put('sys/bus/pci/devices/0000:01:00.0/vendor', '0x10de\n')
  put('sys/bus/pci/devices/0000:01:00.0/class', '0x030200\n')
  put('sys/bus/pci/devices/0000:02:00.0/vendor', '0x8086\n')
  put('sys/bus/pci/devices/0000:02:00.0/class', '0x030000\n')
}

function putDriver(): void {
  put('dev/nvidiactl', '')
  put('proc/driver/nvidia/version', 'NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.95.05  Tue Sep 23\n')
  put('proc/driver/nvidia/gpus/0000:01:00.0/information', 'Model: \t\t NVIDIA L4\nIRQ:   \t\t 120\n')
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gpu-'))
  const env = { PATH: `${folder}/bin:${process.env['PATH']}` }
  machine = { root: folder, packages: path.join(folder, 'packages'), arch: 'x64', env }
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

test('a machine without a card is not asked anything', () => {
  const asked = put('bin/nvidia-smi', `#!/bin/sh\ntouch ${folder}/asked\n`)
  chmodSync(asked, 0o755)
  expect(readGpu(machine)).toEqual({ driver: null, cards: [], missingLibraries: [], problem: null })
  expect(() => readFileSync(path.join(folder, 'asked'))).toThrow()
})

test('a card without a driver is seen on the bus', () => {
  putCard()
  expect(readGpu(machine)).toMatchObject({
    driver: null,
    cards: [{ name: 'NVIDIA GPU' }],
    problem: 'driver_missing',
  })
})

test('the loader is asked for the libraries; one that is put where it looks is found', () => {
  putCard()
  putDriver()
  putBackend()
  expect(readGpu(machine)).toMatchObject({
    driver: '580.95.05',
    cards: [{ name: 'NVIDIA L4', memoryTotalMiB: null }],
    missingLibraries: [WANTED],
    problem: 'libraries_missing',
  })
  const libraries = path.join(folder, 'var/gpu-libs')
  mkdirSync(libraries, { recursive: true })
  copyFileSync(REAL, path.join(libraries, WANTED))
  const searched = { ...machine, env: { ...machine.env, LD_LIBRARY_PATH: libraries } }
  expect(readGpu(searched)).toMatchObject({ missingLibraries: [], problem: null })
})

test('nvidia-smi tells what the files do not', async () => {
  putCard()
  putDriver()
  putBackend()
  const smi = put('bin/nvidia-smi', '#!/bin/sh\necho "0, NVIDIA L4, 23034, 512, 8.9, [N/A], 580.95.05"\n')
  chmodSync(smi, 0o755)
  const report = readGpu(machine)
  expect(report.cards).toMatchObject([{ computeCapability: '8.9', memoryUsedMiB: 512 }])
  // The portal, which must not wait, reads the same.
  expect(await readGpuReport(machine)).toEqual(report)
})

test('on another processor there is no prebuilt backend', () => {
  putCard()
  putDriver()
  putBackend()
  expect(readGpu({ ...machine, arch: 'arm64' }).problem).toBe('not_prebuilt')
})

test('this machine can be read', () => {
  const { cards, problem } = readGpu(thisMachine(process.env))
  // With a card or without: what is read has to hang together.
  if (cards.length === 0) expect(problem).toBeNull()
  else expect(cards[0]?.name).toMatch(/./)
})
