import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { genericProfile, modelProfileSchema, parseCatalogue } from '@/lib/inference/engine/catalogue'

const text = readFileSync('models/catalogue.json', 'utf8')
const shipped = parseCatalogue(text)

describe('the catalogue that ships', () => {
  it('has one demo model that lies in the repository, and one evaluation model', () => {
    expect(shipped.filter(({ role }) => role === 'demo').map(({ id }) => id)).toEqual(['gemma-3-270m-demo'])
    expect(shipped.filter(({ role }) => role === 'evaluation')).toHaveLength(1)
  })

  it('names whole hashes and sizes, and parts that add up to their file', () => {
    const sized = shipped
      .flatMap(({ files }) => files)
      .flatMap(({ bytes, sources }) => sources.map((source) => ({ bytes, source })))
    for (const { bytes, source } of sized) {
      if (source.kind === 'url') continue
      expect(source.parts.reduce((sum, part) => sum + part.bytes, 0)).toBe(bytes)
    }
  })

  it('asks for acceptance of terms where the licence does', () => {
    expect(shipped.filter(({ licence }) => licence.acceptance).map(({ id }) => id)).toEqual([
      'medgemma-1.5-4b-it',
    ])
  })

  it.each([
    ['an unknown field', { extra: 1 }],
    ['a short hash', { files: [{ path: 'a.gguf', bytes: 1, sha256: 'abc', sources: [] }] }],
    [
      'a path that leaves the folder',
      { files: [{ path: '../a.gguf', bytes: 1, sha256: 'a'.repeat(64), sources: [] }] },
    ],
    ['an unknown prompt format', { promptFormat: 'vicuna' }],
  ])('refuses %s', (_, change) => {
    const [first] = shipped
    expect(() => parseCatalogue(JSON.stringify({ version: 1, models: [{ ...first, ...change }] }))).toThrow()
  })
})

describe('a file that no catalogue knows', () => {
  it.each(['My Model (final).gguf', '医院模型.gguf', 'x-00001-of-00003.gguf', '-.gguf'])(
    '%s has a valid profile',
    (file) => {
      const profile = genericProfile(file, { promptFormat: 'chatml', guidedThought: true })
      expect(modelProfileSchema.parse(profile)).toMatchObject({ role: 'clinical' })
    },
  )
})
