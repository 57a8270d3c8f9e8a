import { parseArgs } from 'node:util'
import { z } from 'zod'
import { checkText } from '@/lib/clinical/medication/check-medication'
import { builtInTables } from '@/lib/clinical/medication/medication-tables'
import { mentionsIn } from '@/lib/clinical/medication/read-mentions'
import { readText } from '@/lib/clinical/read-text'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { foldText } from '@/lib/clinical/text/fold-text'
import { readRows } from './read-rows'

/**
 * `npm run bench:medication -- --set FILE [--list]`: how many dangerous orders of a set are flagged with the right class, and
 * how many ordinary ones get a serious warning. One JSON object a line: `{kind: "dangerous" | "ordinary", class, text, expect}`.
 */
const caseSchema = z.object({
  id: z.string(),
  kind: z.enum(['dangerous', 'ordinary']),
  class: z.string().nullish(),
  text: z.string(),
  expect: z.object({ class: z.string(), drugs: z.array(z.string()) }).nullish(),
})

const say = (line: string) => process.stdout.write(`${line}\n`)

const { values } = parseArgs({
  options: {
    set: { type: 'string', default: 'bench/sets/dev/orders.jsonl' },
    list: { type: 'boolean', default: false },
  },
})
const cases = readRows(values.set, caseSchema)

const KIND: Readonly<Record<string, string>> = { dose_max: 'dose' }
const STRONG = new Set(['contraindicated', 'serious'])
const tables = builtInTables()
const withParts = (id: string) => [id, ...(tables.drugs.substance(id)?.parts ?? [])]
const idsOf = (name: string) => mentionsIn(foldText(name), tables).flatMap(({ id }) => withParts(id))

const perClass = new Map<string, { cases: number; flagged: number; any: number }>()
let alarms = 0
let ordinary = 0
for (const one of cases) {
  const reading = readText(one.text, builtInDictionary())
  const warnings = checkText(one.text, reading, { locale: 'en', tables })
  const strong = warnings.filter(({ severity }) => STRONG.has(severity))
  let wrong = strong.length > 0
  if (one.kind === 'ordinary') {
    ordinary += 1
    alarms += wrong ? 1 : 0
  } else {
    const kind = KIND[one.class ?? ''] ?? one.class
    const wanted = (one.expect?.drugs ?? []).flatMap(idsOf)
    const hits = (list: typeof warnings) =>
      list.some(
        (warning) =>
          warning.kind === kind &&
          (wanted.length === 0 || warning.substances.flatMap(withParts).some((id) => wanted.includes(id))),
      )
    const row = perClass.get(one.class ?? '') ?? { cases: 0, flagged: 0, any: 0 }
    row.cases += 1
    row.flagged += hits(strong) ? 1 : 0
    row.any += hits(warnings) ? 1 : 0
    perClass.set(one.class ?? '', row)
    wrong = !hits(strong)
  }
  if (wrong && values.list) {
    say(`${one.id} ${one.kind} ${one.class ?? ''}: ${one.text}`)
    for (const { kind, severity, message } of warnings) say(`    ${severity} ${kind}: ${message}`)
  }
}

const percent = (part: number, whole: number) =>
  whole === 0 ? '—' : `${((100 * part) / whole).toFixed(1)} %`
let [flagged, any, all] = [0, 0, 0]
for (const [name, row] of [...perClass].sort()) {
  say(`${name.padEnd(16)} ${row.flagged}/${row.cases} serious, ${row.any}/${row.cases} any`)
  flagged += row.flagged
  any += row.any
  all += row.cases
}
say(
  `dangerous orders flagged with their class: ${flagged}/${all} (${percent(flagged, all)}); any severity ${any}/${all}`,
)
say(`ordinary orders with a serious warning: ${alarms}/${ordinary} (${percent(alarms, ordinary)})`)
