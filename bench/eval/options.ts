import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { parseCases, type EvaluationCase } from '@/lib/clinical/acceptance/cases'
import type { Locale } from '@/lib/shared/locale'

const OWN_CASES = path.resolve(import.meta.dirname, '../eval-cases')

/** Printed for `--help` and for options that are wrong. */
export const USAGE = `npm run eval -- [--model ID|FILE] [--cases FILE] [--locale zh-CN|en] [--limit N] [--out FILE]
               [--keep-answers FILE] [--fresh] [--library [--offered]]

  --model         id of the catalogue, or a GGUF file; the model in use when left out
  --cases         a file of your own cases (it must hold no patient's data); else both languages of the portal's
  --locale        only the portal's cases of this language
  --limit         only the first N cases of each file: a trial, which writes no result without --out
  --out           where the result goes, besides the state folder
  --keep-answers  appends the answers to this file, one JSON object a line
  --library       puts what the example documents hold into the question, as the portal does; the result stands beside the other
  --offered       with --library: only the cases for which they hold something, which writes no result without --out
  --fresh         starts over instead of going on where an earlier run was stopped`

export interface LocalisedCase extends EvaluationCase {
  locale: Locale
}

export interface Options {
  model: string | null
  cases: LocalisedCase[]
  /** Cases in the files, before the limit. */
  total: number
  /** SHA-256 over the files of cases. */
  casesSha256: string
  limited: boolean
  /** False for cases that come from elsewhere: their result stays in the state folder. */
  ownCases: boolean
  /** File of the result; null for the state folder only. */
  out: string | null
  /** What tells the result from that of other cases, for its name. */
  suffix: string
  keepAnswers: string | null
  fresh: boolean
  /** Whether the example documents are looked into, and whether cases for which they hold nothing are left out. */
  library: { offeredOnly: boolean } | null
}

const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** What the command line asks for. Throws an Error with a sentence, ZodError for a file of cases that is not of its form. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      model: { type: 'string' },
      cases: { type: 'string' },
      locale: { type: 'string' },
      limit: { type: 'string' },
      out: { type: 'string' },
      'keep-answers': { type: 'string' },
      fresh: { type: 'boolean', default: false },
      library: { type: 'boolean', default: false },
      offered: { type: 'boolean', default: false },
    },
  })
  const { model = null, cases: file, locale } = values
  if (locale !== undefined && locale !== 'zh-CN' && locale !== 'en') {
    throw new Error('--locale is zh-CN or en')
  }
  const limit = values.limit === undefined ? Infinity : Number(values.limit)
  if (!(limit >= 1)) throw new Error('--limit is a number of cases')
  if (values.offered && !values.library) throw new Error('--offered goes with --library')
  const locales = locale ? [locale] : ['zh-CN', 'en']
  const files = file ? [file] : locales.map((one) => path.join(OWN_CASES, `${one}.json`))
  const texts = files.map((one) => readFileSync(one, 'utf8'))
  const parsed = texts.map(parseCases)
  if (file && locale && parsed[0]?.locale !== locale) throw new Error(`these cases are not of ${locale}`)
  const casesSha256 = sha256(texts.map(sha256).join(''))
  return {
    model,
    cases: parsed.flatMap((one) =>
      one.cases.slice(0, limit).map((asked) => ({ ...asked, locale: one.locale })),
    ),
    total: parsed.reduce((sum, one) => sum + one.cases.length, 0),
    casesSha256,
    limited: limit !== Infinity || values.offered,
    ownCases: file === undefined,
    out: values.out ?? null,
    suffix: file ? `-${casesSha256.slice(0, 12)}` : locale ? `-${locale}` : '',
    keepAnswers: values['keep-answers'] ?? null,
    fresh: values.fresh,
    library: values.library ? { offeredOnly: values.offered } : null,
  }
}
