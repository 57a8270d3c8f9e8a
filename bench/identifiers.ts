import { parseArgs } from 'node:util'
import { z } from 'zod'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import type { Identifier } from '@/lib/privacy/contract'
import { findIdentifiers } from '@/lib/privacy/find-identifiers'
import { readRows } from './read-rows'

/**
 * Prints recall per class and language, false alarms on clean sentences, stability within a case and the time taken, on a set of
 * judged frames. Usage: bench/identifiers.ts --set FILE [--misses]. Gold spans are the minimal core (李主任 → 李), in code points.
 */
const spanSchema = z.object({ start: z.number(), end: z.number(), surface: z.string(), class: z.string() })
const rowSchema = z.object({
  id: z.string(),
  lang: z.enum(['zh', 'en']),
  kind: z.enum(['identifier', 'clean', 'case']),
  text: z.string(),
  gold: z.array(spanSchema).default([]),
  groups: z.array(z.object({ person: z.string(), mentions: z.array(z.number()) })).default([]),
})
type Row = z.infer<typeof rowSchema>

const { values: options } = parseArgs({
  options: {
    set: { type: 'string', default: 'bench/sets/dev/identifiers.jsonl' },
    misses: { type: 'boolean', default: false },
  },
})
const rows = readRows(options.set, rowSchema)

const dictionary = builtInDictionary()
const print = (line: string) => process.stdout.write(`${line}\n`)
const percent = (part: number, whole: number) =>
  whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} % (${part}/${whole})`

/** Offsets of a row count code points, those of the portal count UTF-16 units. */
const units = (text: string, points: number) => Array.from(text).slice(0, points).join('').length

const found = new Map<string, Identifier[]>()
let slowest = 0
for (const row of rows) {
  const begin = performance.now()
  found.set(row.id, findIdentifiers(row.text, { dictionary, locale: row.lang === 'zh' ? 'zh-CN' : 'en' }))
  slowest = Math.max(slowest, performance.now() - begin)
}
const foundIn = (row: Row) => found.get(row.id) ?? []

/** The prediction that covers most of a gold span, if together all of it is covered. */
function covering(row: Row, gold: Row['gold'][number]): Identifier | undefined {
  const [from, to] = [units(row.text, gold.start), units(row.text, gold.end)]
  const over = foundIn(row).filter(({ start, end }) => start < to && end > from)
  const covered = (at: number) => over.some(({ start, end }) => start <= at && at < end)
  for (let at = from; at < to; at += 1) if (row.text[at] !== ' ' && !covered(at)) return undefined
  return over[0]
}

const counts = new Map<string, { hit: number; all: number }>()
const count = (key: string, hit: boolean) => {
  const entry = counts.get(key) ?? { hit: 0, all: 0 }
  counts.set(key, { hit: entry.hit + Number(hit), all: entry.all + 1 })
}
const misses: string[] = []
for (const row of rows.filter(({ kind }) => kind !== 'clean')) {
  for (const gold of row.gold) {
    const hit = covering(row, gold) !== undefined
    for (const key of [`${row.kind} ${row.lang} ${gold.class}`, `${row.kind} ${row.lang}`, row.kind]) {
      count(key, hit)
    }
    if (!hit) misses.push(`${row.id} ${gold.class} ${gold.surface} in ${row.text.replaceAll('\n', '⏎')}`)
  }
}
print('recall (every character of the gold span covered)')
for (const [key, { hit, all }] of [...counts].toSorted(([a], [b]) => a.localeCompare(b))) {
  print(`  ${key.padEnd(34)} ${percent(hit, all)}`)
}

const clean = rows.filter(({ kind }) => kind === 'clean')
const touched = clean.filter((row) => foundIn(row).length > 0)
for (const lang of ['zh', 'en'] as const) {
  const ofLang = clean.filter((row) => row.lang === lang)
  print(
    `clean sentences touched, ${lang}: ${percent(ofLang.filter((row) => touched.includes(row)).length, ofLang.length)}`,
  )
}

/** One person has one placeholder, and two persons have two; a mention that is not found breaks its person. */
const broken: string[] = []
let persons = 0
for (const row of rows.filter(({ kind }) => kind === 'case')) {
  const placeholders = row.groups.map(({ mentions }) =>
    mentions.map((mention) => {
      const gold = row.gold[mention]
      return gold && covering(row, gold)?.replacement
    }),
  )
  placeholders.forEach((own, i) => {
    persons += 1
    const others = placeholders.filter((_, j) => j !== i).flat()
    const [first] = own
    const stable = first !== undefined && own.every((name) => name === first) && !others.includes(first)
    if (!stable) {
      broken.push(`${row.id} ${row.groups[i]?.person ?? ''}: ${own.map((name) => name ?? '–').join(' ')}`)
    }
  })
}
print(`persons with one placeholder of their own: ${percent(persons - broken.length, persons)}`)
print(`slowest row ${slowest.toFixed(1)} ms`)

if (options.misses) {
  for (const miss of misses) print(`missed ${miss}`)
  for (const row of touched) {
    print(
      `touched ${row.id} ${foundIn(row)
        .map(({ kind, surface }) => `${kind}:${surface}`)
        .join(' | ')} in ${row.text}`,
    )
  }
  for (const line of broken) print(`unstable ${line}`)
}
