import { parseArgs } from 'node:util'
import { z } from 'zod'
import type { Concept } from '@/lib/clinical/contract'
import { builtInDictionary } from '@/lib/clinical/terms/dictionary'
import { normaliseDiagnosis } from '@/lib/clinical/terms/normalise-diagnosis'
import { recogniseTerms } from '@/lib/clinical/terms/recognise-terms'
import { foldText } from '@/lib/clinical/text/fold-text'
import { readRows } from './read-rows'

/**
 * Prints how many ward diagnoses are coded and how many codes are right (at four characters, then at three), and how many everyday
 * abbreviations and lay symptoms are understood, on a judged set. Usage: bench/terms.ts --set FILE [--misses]
 */
const name = z.object({ zh: z.string(), en: z.string() })
const rowSchema = z.union([
  z.object({
    id: z.string(),
    kind: z.literal('diagnosis'),
    text: z.string(),
    icd10: z.array(z.string()).nullable(),
  }),
  z.object({
    id: z.string(),
    kind: z.literal('abbreviation'),
    abbr: z.string(),
    context: z.string(),
    ...name.shape,
  }),
  z.object({ id: z.string(), kind: z.literal('lay'), lay: z.string(), context: z.string(), preferred: name }),
])

const { values: options } = parseArgs({
  options: {
    set: { type: 'string', default: 'bench/sets/dev/terms.jsonl' },
    misses: { type: 'boolean', default: false },
  },
})
const rows = readRows(options.set, rowSchema)

const dictionary = builtInDictionary()
const print = (line: string) => process.stdout.write(`${line}\n`)
const misses: string[] = []
const percent = (part: number, whole: number) =>
  `${whole === 0 ? '–' : ((100 * part) / whole).toFixed(1)} % (${part}/${whole})`

/** The concepts that a name has in the dictionary, beside the name itself. */
function sameName(concept: Concept, wanted: { zh: string; en: string }): boolean {
  if (concept.preferred.zh === wanted.zh || concept.preferred.en.toLowerCase() === wanted.en.toLowerCase()) {
    return true
  }
  return [wanted.zh, wanted.en].some((text) => {
    const folded = foldText(text).text
    return dictionary.phrases
      .at(folded, 0)
      .some(
        ({ to, value }) =>
          to === folded.length &&
          value.some(({ concept: known }) => known.preferred.en === concept.preferred.en),
      )
  })
}

let [withCode, hit, codes, right] = [0, 0, 0, 0]
const matches = (code: string, gold: readonly string[]) =>
  gold.some((known) => known === code || known.slice(0, 3) === code.slice(0, 3))
for (const row of rows) {
  if (row.kind !== 'diagnosis') continue
  const found = normaliseDiagnosis(row.text, dictionary).map(({ icd10 }) => icd10)
  const gold = row.icd10 ?? []
  const good = found.filter((code) => matches(code, gold))
  codes += found.length
  right += good.length
  if (gold.length > 0) {
    withCode += 1
    if (good.length > 0) hit += 1
  }
  if (good.length < found.length || (gold.length > 0 && good.length === 0)) {
    misses.push(`${row.id} ${row.text}: ${found.join()} for ${gold.join()}`)
  }
}
print(`ward diagnoses coded rightly: ${percent(hit, withCode)}, codes right: ${percent(right, codes)}`)

let [understood, all] = [0, 0]
for (const row of rows) {
  if (row.kind !== 'abbreviation') continue
  all += 1
  const terms = recogniseTerms(row.context, dictionary)
  if (
    terms.some((term) => term.surface.toLowerCase().includes(row.abbr.toLowerCase()) && sameName(term, row))
  ) {
    understood += 1
  } else {
    misses.push(
      `${row.id} ${row.abbr} in ${row.context}: ${terms.map((term) => `${term.surface}=${term.preferred.zh}`).join()} for ${row.zh}`,
    )
  }
}
print(`abbreviations understood: ${percent(understood, all)}`)

let [lay, allLay] = [0, 0]
for (const row of rows) {
  if (row.kind !== 'lay') continue
  allLay += 1
  const terms = recogniseTerms(row.context, dictionary)
  if (terms.some((term) => sameName(term, row.preferred))) lay += 1
  else {
    misses.push(
      `${row.id} ${row.lay} in ${row.context}: ${terms.map((term) => term.preferred.zh).join()} for ${row.preferred.zh}`,
    )
  }
}
print(`lay symptoms understood: ${percent(lay, allLay)}`)
if (options.misses) for (const miss of misses) print(miss)
