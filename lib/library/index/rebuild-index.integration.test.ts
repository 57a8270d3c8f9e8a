import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { once } from 'node:events'
import type Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { builtInDictionary, compileDictionary } from '@/lib/clinical/terms/dictionary'
import { LibraryIndex, type PassageRow } from '@/lib/library/index/library-index'
import { growingFile, rebuildIndex, type EditionPassages } from '@/lib/library/index/rebuild-index'
import { Words, wordsOf } from '@/lib/library/index/words'
import { typeScriptFlags } from '@/scripts/hand-over.mjs'
import { readQuery } from '@/lib/library/query/read-query'

const ROOT = process.cwd()
const dictionary = builtInDictionary()
const words = wordsOf(dictionary)
const find = (index: LibraryIndex, question: string, allowed: (edition: string) => boolean = () => true) =>
  index.search(readQuery(question, { dictionary, facts: [] }), 5, allowed)

const row = (id: number, editionId: string, text: string, heading = ''): PassageRow => ({
  ...{ id, editionId, title: editionId, heading, text },
})
const DOAC = [
  row(11, 'doac', '利伐沙班：CrCl 15–49 mL/min 用 15 mg 每日 1 次。', '剂量'),
  row(12, 'doac', '达比加群：CrCl <30 mL/min 禁用。', '禁忌'),
]
const SEPSIS = [row(21, 'sepsis', '感染性休克首选去甲肾上腺素，平均动脉压目标 65 mmHg。')]
async function* editions(...all: PassageRow[][]): AsyncGenerator<EditionPassages> {
  for (const rows of all) {
    await Promise.resolve()
    yield { editionId: rows[0]?.editionId ?? '', rows }
  }
}

let folder: string
let file: string
const open: LibraryIndex[] = []
function opened(by = words): LibraryIndex {
  const index = LibraryIndex.open(file, by)
  open.push(index)
  return index
}
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'library-index-'))
  file = path.join(folder, 'index.db')
})
afterEach(() => {
  for (const index of open.splice(0)) index.close()
  rmSync(folder, { recursive: true })
})

describe('an index in a file', () => {
  test('finds what was added after it is opened again, with the words that match', () => {
    const first = opened()
    first.addEdition('doac', DOAC)
    first.addEdition('sepsis', SEPSIS)
    const index = opened()
    expect(index.editions()).toEqual(new Set(['doac', 'sepsis']))
    expect(index.passages()).toBe(3)
    expect(index.bytes()).toBeGreaterThan(0)
    const [hit] = find(index, '拜瑞妥 eGFR 28 要减量吗')
    expect(hit).toMatchObject({ id: 11, editionId: 'doac' })
    expect(hit?.matched).toContain('利伐沙班')
  })

  test('an edition that is added twice stands once, one that is removed is gone', () => {
    const index = opened()
    index.addEdition('doac', DOAC)
    index.addEdition('doac', DOAC.slice(0, 1))
    expect(index.passages()).toBe(1)
    expect(find(index, '达比加群')).toEqual([])
    index.removeEdition('doac')
    index.removeEdition('doac')
    expect(index.passages()).toBe(0)
    expect(find(index, '利伐沙班')).toEqual([])
  })

  test('rows that break off leave nothing of their edition', () => {
    const index = opened()
    index.addEdition('doac', DOAC)
    function* broken(): Generator<PassageRow> {
      yield SEPSIS[0] ?? row(0, '', '')
      throw new Error('cut')
    }
    expect(() => index.addEdition('sepsis', broken())).toThrow('cut')
    expect(index.editions()).toEqual(new Set(['doac']))
    expect(find(index, '感染性休克')).toEqual([])
  })

  test('an edition that is added in turns is found once it is whole', async () => {
    const index = opened()
    const added = index.addEditionInTurns('doac', DOAC)
    expect(find(index, '利伐沙班')).toEqual([])
    await added
    expect(find(index, '利伐沙班')[0]).toMatchObject({ editionId: 'doac' })
  })

  test('an edition that is retired is gone from the next question', () => {
    const index = opened()
    index.addEdition('doac', DOAC)
    index.addEdition('sepsis', SEPSIS)
    expect(find(index, '利伐沙班')[0]).toMatchObject({ editionId: 'doac' })
    expect(find(index, '利伐沙班', (edition) => edition !== 'doac')).toEqual([])
  })

  test('a full disk ends the edition that is being added, in turns or not, and the rest goes on', async () => {
    const index = opened()
    index.addEdition('sepsis', SEPSIS)
    const connection = Reflect.get(index, 'db') as Database.Database
    const pages = connection.pragma('page_count', { simple: true }) as number
    connection.pragma(`max_page_count = ${pages}`)
    const many = Array.from({ length: 400 }, (_, i) =>
      row(100 + i, 'doac', `利伐沙班 达比加群 ${i} ${'用量'.repeat(200)}`),
    )
    await expect(index.addEditionInTurns('doac', many)).rejects.toMatchObject({ code: 'SQLITE_FULL' })
    expect(() => index.addEdition('doac', many)).toThrow(expect.objectContaining({ code: 'SQLITE_FULL' }))
    expect(index.editions()).toEqual(new Set(['sepsis']))
    expect(find(index, '达比加群')).toEqual([])
    expect(find(index, '感染性休克').length).toBeGreaterThan(0)
    connection.pragma('max_page_count = 1073741823')
    await index.addEditionInTurns('doac', DOAC)
    expect(find(index, '达比加群')).toHaveLength(1)
  })

  test('what another connection adds is found', () => {
    const [reader, writer] = [opened(), opened()]
    expect(find(reader, '感染性休克')).toEqual([])
    writer.addEdition('sepsis', SEPSIS)
    expect(find(reader, '感染性休克')).toHaveLength(1)
  })

  test('a file without tables is begun anew, one that is no index is refused', () => {
    writeFileSync(file, '')
    expect(opened().passages()).toBe(0)
    const other = path.join(folder, 'other.db')
    writeFileSync(other, 'no database at all, only words that go on for a while')
    expect(() => LibraryIndex.open(other, words)).toThrow('file is not a database')
  })

  test('is not current once the dictionary has changed', () => {
    expect(opened().isCurrent()).toBe(true)
    const other = new Words(compileDictionary([{ kind: 'drug', zh: '本院合剂', en: 'house mixture' }]))
    const index = opened(other)
    expect(index.isCurrent()).toBe(false)
    expect(index.fingerprint).toBe(words.fingerprint)
  })
})

/** A process that indexes into the file, killed once it says that it is half way. */
async function killedAtHalf(work: 'rebuild' | 'edition'): Promise<void> {
  const worker = [...typeScriptFlags(ROOT), 'lib/testing/reindex-worker.ts', file, work]
  const child = spawn(process.execPath, worker, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] })
  const said = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])
  expect(String(said[0])).toBe('half\n')
  child.kill('SIGKILL')
  await once(child, 'exit')
}

describe('a rebuild', () => {
  test('replaces the old index and leaves one file', async () => {
    opened().addEdition('sepsis', SEPSIS)
    open.pop()?.close()
    const seen: number[] = []
    const done = await rebuildIndex(file, editions(DOAC, SEPSIS), {
      words,
      onProgress: (progress) => seen.push(progress.passages),
    })
    expect(done).toEqual({ editions: 2, passages: 3 })
    expect(seen).toEqual([2, 3])
    expect(readdirSync(folder)).toEqual(['index.db'])
    expect(find(opened(), '达比加群')).toHaveLength(1)
  })

  test('that fails or is ended leaves the old index whole', async () => {
    opened().addEdition('sepsis', SEPSIS)
    open.pop()?.close()
    async function* failing(): AsyncGenerator<EditionPassages> {
      yield* editions(DOAC)
      throw new Error('no database')
    }
    await expect(rebuildIndex(file, failing(), { words })).rejects.toThrow('no database')
    const ended = AbortSignal.abort()
    await expect(rebuildIndex(file, editions(DOAC), { words, signal: ended })).rejects.toThrow('abort')
    expect(readdirSync(folder)).toEqual(['index.db'])
    expect(opened().editions()).toEqual(new Set(['sepsis']))
  })

  test('that ends with its process in the middle of an edition leaves the others, and the edition is added anew', async () => {
    opened().addEdition('sepsis', SEPSIS)
    open.pop()?.close()
    await killedAtHalf('edition')
    const index = opened()
    expect(index.editions()).toEqual(new Set(['sepsis']))
    expect(find(index, '感染性休克')).toHaveLength(1)
    await index.addEditionInTurns('half', DOAC)
    expect(find(index, '达比加群')).toHaveLength(1)
  })

  test('whose process is killed leaves the old index whole, and the next begins over', async () => {
    opened().addEdition('sepsis', SEPSIS)
    open.pop()?.close()
    await killedAtHalf('rebuild')
    expect(existsSync(growingFile(file))).toBe(true)
    expect(opened().editions()).toEqual(new Set(['sepsis']))
    open.pop()?.close()
    await rebuildIndex(file, editions(DOAC), { words })
    expect(readdirSync(folder)).toEqual(['index.db'])
    expect(opened().editions()).toEqual(new Set(['doac']))
  })
})
