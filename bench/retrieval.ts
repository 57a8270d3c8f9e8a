import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { LibraryIndex } from '@/lib/library/index/library-index'
import { rebuildIndex } from '@/lib/library/index/rebuild-index'
import { wordsOf } from '@/lib/library/index/words'
import { chooseAsked } from '@/lib/library/query/choose-asked'
import { isOnSubject } from '@/lib/library/query/is-on-subject'
import { readQuery } from '@/lib/library/query/read-query'
import { readRows } from './read-rows'
import { plainSearch, trigramSearch, type Search } from './retrieval/baselines'
import { makePages } from './retrieval/make-pages'
import { judgeSubjects, type OnSubject } from './retrieval/on-subject'
import { exampleDocuments, type ExampleDocument } from './retrieval/example-documents'
import { scoreRanks, type Scores } from './retrieval/score-ranks'

/**
 * `npm run bench:retrieval`: how often the passage that answers a question is found, by language and by whether question and
 * passage share a word, beside FTS5's trigrams and plain BM25; for which questions a model is told passages; then the time to index
 * made-up pages, their size and the time of a query among them. Writes bench/results/retrieval.json for the judged set.
 * Usage: bench/retrieval.ts [--set FILE] [--pages N] [--misses]
 */
const JUDGED = 'bench/retrieval/pairs.jsonl'
const QUESTIONS = 'bench/retrieval/questions.jsonl'
const pairSchema = z.object({
  id: z.string(),
  lang: z.enum(['zh', 'en']),
  /** Whether the question shares a word with its passage. */
  kind: z.enum(['shared', 'none']),
  query: z.string(),
  document: z.string(),
  heading: z.string().optional(),
  must: z.string(),
})
type Pair = z.infer<typeof pairSchema>

const { values: options } = parseArgs({
  options: {
    set: { type: 'string', default: JUDGED },
    pages: { type: 'string', default: '10000' },
    misses: { type: 'boolean', default: false },
  },
})
const LOOKED_AT = 10
const SHOWN = 8
/** Passages beside an answer, of twice as many that are looked at for those in the language of the question. */
const BESIDE_ANSWER = 5
const MIB = 1024 * 1024

const dictionary = builtInDictionary()
const words = wordsOf(dictionary)
const pairs = readRows(options.set, pairSchema)
const documents = exampleDocuments()
const rows = documents.flatMap((one) => one.rows)
const folder = mkdtempSync(path.join(tmpdir(), 'retrieval-'))
const print = (line: string) => process.stdout.write(`${line}\n`)

const queryOf = (question: string) => readQuery(question, { dictionary, ...readText(question, dictionary) })

async function indexOf(
  file: string,
  editions: Iterable<Pick<ExampleDocument, 'rows'> & { editionId: string }>,
) {
  await rebuildIndex(
    file,
    // oxlint-disable-next-line typescript/require-await -- the rebuild takes what a database gives piece by piece
    (async function* () {
      yield* editions
    })(),
    { words },
  )
  return LibraryIndex.open(file, words)
}

function rankOf({ query, document, must }: Pair, search: Search): number | null {
  const rank = search(query, LOOKED_AT).findIndex((id) => {
    const row = rows.find((one) => one.id === id)
    return row?.editionId === document && `${row.heading}\n${row.text}`.includes(must)
  })
  return rank < 0 ? null : rank + 1
}

function scoresOf(search: Search): Record<string, Scores> {
  const ranks = pairs.map((pair) => ({ ...pair, rank: rankOf(pair, search) }))
  const part = (keep: (pair: Pair) => boolean) => scoreRanks(ranks.filter(keep).map(({ rank }) => rank))
  return {
    all: part(() => true),
    'zh, shared': part(({ lang, kind }) => lang === 'zh' && kind === 'shared'),
    'zh, none': part(({ lang, kind }) => lang === 'zh' && kind === 'none'),
    'en, shared': part(({ lang, kind }) => lang === 'en' && kind === 'shared'),
    'en, none': part(({ lang, kind }) => lang === 'en' && kind === 'none'),
  }
}

const quantile = (sorted: readonly number[], share: number) =>
  Math.round(10 * (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)) / 10

async function measureSize(pages: number) {
  const made = [...makePages(documents, pages)]
  const start = performance.now()
  const large = await indexOf(path.join(folder, 'large.db'), made)
  const seconds = (performance.now() - start) / 1000
  const times = pairs.map(({ query }) => {
    const from = performance.now()
    large.search(queryOf(query), SHOWN, () => true)
    return performance.now() - from
  })
  times.sort((a, b) => a - b)
  const result = {
    pages,
    passages: large.passages(),
    indexSeconds: Math.round(seconds * 10) / 10,
    indexMiB: Math.round(large.bytes() / MIB),
    queryMs: { p50: quantile(times, 0.5), p95: quantile(times, 0.95), max: quantile(times, 1) },
  }
  large.close()
  return result
}

const index = await indexOf(
  path.join(folder, 'examples.db'),
  documents.map(({ name, rows: own }) => ({ editionId: name, rows: own })),
)
const library: Search = (question, limit) =>
  index.search(queryOf(question), limit, () => true).map(({ id }) => id)
const results = {
  library: scoresOf(library),
  'plain BM25': scoresOf(plainSearch(rows)),
  'FTS5 trigrams': scoresOf(trigramSearch(rows)),
}
for (const [name, scores] of Object.entries(results)) {
  print(name)
  for (const [half, { pairs: count, recallAt1, recallAt5, mrr }] of Object.entries(scores)) {
    print(`  ${half.padEnd(12)} ${count} pairs  recall@1 ${recallAt1}  recall@5 ${recallAt5}  MRR ${mrr}`)
  }
}
if (options.misses) {
  for (const pair of pairs) {
    const rank = rankOf(pair, library)
    if (rank !== 1) print(`${pair.id} rank ${rank ?? '–'}: ${pair.query} (${pair.document})`)
  }
}
const subjects: OnSubject = judgeSubjects(QUESTIONS, (question, lang) => {
  const query = queryOf(question)
  const shown = index
    .search(query, 2 * BESIDE_ANSWER, () => true)
    .filter(({ editionId }) => editionId.startsWith(`${lang}/`))
    .slice(0, BESIDE_ANSWER)
    .flatMap(({ id, editionId, share }) => {
      const row = rows.find((one) => one.id === id)
      return row ? [{ editionId, headed: { ...row, share } }] : []
    })
    .map((one) => ({ ...one, told: isOnSubject(query, one.headed, words) }))
  const told = shown.filter((one) => one.told)
  const asked = chooseAsked(
    query,
    told.map(({ headed }) => headed),
    words,
  )
  return shown.map((one) => ({ ...one, asked: asked !== null && one === told[asked] }))
})
for (const [kind, { found, told, quoted, misquoted }] of Object.entries(subjects)) {
  const opens = `opened by the words of a document that answers ${quoted.part}, of another ${misquoted.part}`
  print(`${kind}: ${found.whole} questions, found for ${found.part}, told for ${told.part}, ${opens}`)
}
const size = await measureSize(Number(options.pages))
print(JSON.stringify(size))
index.close()
rmSync(folder, { recursive: true })
if (options.set === JUDGED) {
  const machine = `${cpus()[0]?.model.split(/ \d+-Core/)[0] ?? 'unknown'} x ${cpus().length}`
  const written = { machine, node: process.version, passages: rows.length, results, subjects, size }
  writeFileSync('bench/results/retrieval.json', `${JSON.stringify(written, null, 2)}\n`)
}
