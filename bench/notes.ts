import path from 'node:path'
import { parseArgs } from 'node:util'
import { TERM_STATUSES } from '@/lib/clinical/contract'
import { ASSERTIONS } from './notes/gold'
import { readPublic, readSet } from './notes/read-set'
import { acceptedFor } from './notes/score-concepts'
import { scoreNote, scorePublicNote } from './notes/score-note'
import { INVERSIONS, Tally } from './notes/tally'

/**
 * Measures the note reader as a whole on notes with gold facts: per class recall, precision and count, by language, and
 * every inverted fact. `--set FOLDER` (default `bench/sets/dev`), `--public FILE` (public notes, when it is there),
 * `--misses` (each miss). The rules of matching stand in `bench/sets/notes/README.md`.
 */
const { values: options } = parseArgs({
  options: {
    set: { type: 'string', default: path.resolve(import.meta.dirname, 'sets/dev') },
    public: { type: 'string' },
    misses: { type: 'boolean', default: false },
  },
})

const print = (line: string) => process.stdout.write(`${line}\n`)
const percent = (part: number, whole: number) =>
  (whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)} %`).padStart(8)

/** Classes of which the reader can give too many; the others are right or wrong and have no precision. */
const WITH_EXTRA = new Set([
  'age',
  'sex',
  'pregnancy',
  'values',
  'drugs found',
  'allergies',
  ...ASSERTIONS.map((a) => `assertion: ${a}`),
])

/** Public notes mark only some values, so a value without a mark is no extra one. */
function printClasses(tally: Tally, partial: boolean): void {
  const names = [...new Set([...tally.counts.keys()].map((key) => key.split('|')[1] ?? ''))].sort()
  for (const name of names) {
    const cells = ['all', 'zh', 'en'].map((lang) => {
      const { expected, right, extra } = tally.counts.get(`${lang}|${name}`) ?? {
        expected: 0,
        right: 0,
        extra: 0,
      }
      const counted = WITH_EXTRA.has(name) && !(partial && name === 'values')
      const precision = counted ? percent(right, right + extra) : ''.padStart(8)
      return `${percent(right, expected)} ${precision} ${String(expected).padStart(5)}`
    })
    print(`${name.padEnd(48)} ${cells.join('  |')}`)
  }
}

function printInverted(tally: Tally): void {
  print(`inverted facts: ${tally.inverted.length}`)
  for (const type of INVERSIONS) {
    const found = tally.inverted.filter((one) => one.type === type)
    const zh = found.filter(({ note }) => note.lang === 'zh').length
    print(`  ${type.padEnd(30)} ${found.length} (zh ${zh}, en ${found.length - zh})`)
    if (options.misses) for (const { note, what } of found) print(`      ${note.id} ${what}`)
  }
}

function report(title: string, tally: Tally, partial = false): void {
  print(`\n${title}\n${''.padEnd(48)}   recall  precis. count (all)  | zh  | en`)
  printClasses(tally, partial)
  printInverted(tally)
  if (options.misses) for (const miss of tally.misses) print(`  miss ${miss}`)
}

const lacking = ASSERTIONS.filter((one) => acceptedFor(one).length > 1)
if (lacking.length > 0) {
  print(
    `The contract's statuses (${TERM_STATUSES.join(', ')}) do not name ${lacking.join(', ')}: the nearest is taken.`,
  )
}
const notes = readSet(options.set)
const own = new Tally()
for (const note of notes) scoreNote(note, own)
report(`${notes.length} notes of ${path.basename(options.set)}`, own)

if (options.public !== undefined) {
  const folder = path.dirname(options.public)
  const files = [options.public, path.join(folder, 'assertion_dev.jsonl')]
  const published = files.flatMap((file) => readPublic(file))
  const tally = new Tally()
  for (const note of published) scorePublicNote(note, tally)
  report(
    published.length > 0 ? `${published.length} public notes` : `no public notes at ${options.public}`,
    tally,
  )
}
