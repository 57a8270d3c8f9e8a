import 'server-only'
import { createHash } from 'node:crypto'
import { createReadStream, mkdirSync, openSync, readSync, closeSync, statSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { TextDecoderStream } from 'node:stream/web'
import { parse } from 'csv-parse'
import { builtInEntries } from '@/lib/clinical/terms/dictionary'
import { knownNames } from '@/lib/clinical/terms/merge-tables'
import {
  readRow,
  TABLE_ROWS_MAX,
  tableKind,
  termTableSchema,
  type RowProblem,
  type TableKind,
  type TermRow,
} from '@/lib/clinical/terms/term-table'
import { foldText } from '@/lib/clinical/text/fold-text'
import { statePath } from '@/lib/config/env'
import { writeFileWhole } from '@/lib/shared/write-file-whole'

const FILE_BYTES_MAX = 2 * 1024 ** 3
const SAMPLE_BYTES = 64 * 1024

/** What became of a file's rows. `kept` rows lie in the state folder; the others are counted by reason. */
export interface ImportReport {
  kind: TableKind
  rows: number
  kept: number
  left: Partial<Record<RowProblem | 'unknown_name' | 'twice' | 'too_many', number>>
}

/** Why a file as a whole cannot be imported. */
export class TableError extends Error {
  constructor(readonly reason: 'too_large' | 'unreadable' | 'unknown_columns' | 'nothing_kept') {
    super(reason)
  }
}

/** UTF-8 where the beginning of the file is, else GB18030, which Chinese office programs write. */
function encodingOf(file: string): 'utf-8' | 'gb18030' {
  const sample = Buffer.alloc(SAMPLE_BYTES)
  const handle = openSync(file, 'r')
  const length = readSync(handle, sample, 0, SAMPLE_BYTES, 0)
  closeSync(handle)
  try {
    // `stream` tolerates a character that the end of the sample cuts.
    new TextDecoder('utf-8', { fatal: true }).decode(sample.subarray(0, length), { stream: true })
    return 'utf-8'
  } catch {
    return 'gb18030'
  }
}

function textOf(file: string): Readable {
  const bytes = Readable.toWeb(createReadStream(file))
  return Readable.fromWeb(bytes.pipeThrough(new TextDecoderStream(encodingOf(file))))
}

type RawRow = Record<string, string | undefined>

/** RF2 has tabs, no quotes, and one record a line. */
async function* tabRows(file: string): AsyncGenerator<RawRow> {
  let header: string[] | null = null
  for await (const line of createInterface({ input: textOf(file), crlfDelay: Infinity })) {
    const cells = line.replace(/^\uFEFF/, '').split('\t')
    if (header) yield Object.fromEntries(header.map((name, i) => [name, cells[i]]))
    else header = cells
  }
}

async function* commaRows(file: string): AsyncGenerator<RawRow> {
  const parser = parse({
    bom: true,
    columns: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: 64 * 1024,
  })
  yield* textOf(file).pipe(parser) as AsyncIterable<RawRow>
}

/** Collects the rows that are kept and counts the others. */
class Collector {
  readonly kept = new Map<string, TermRow>()
  readonly report: ImportReport

  constructor(
    readonly kind: TableKind,
    private readonly names: ReadonlySet<string>,
  ) {
    this.report = { kind, rows: 0, kept: 0, left: {} }
  }

  take(raw: RawRow): void {
    this.report.rows += 1
    const row = readRow(raw, this.kind)
    const problem = typeof row === 'string' ? row : this.objection(row)
    if (problem) this.report.left[problem] = (this.report.left[problem] ?? 0) + 1
    else if (typeof row !== 'string') this.kept.set(this.keyOf(row), row)
    this.report.kept = this.kept.size
  }

  private keyOf = ({ name, brand = '' }: TermRow) => `${foldText(name).text}\0${brand}`

  private objection(row: TermRow) {
    if (this.kind === 'snomed' && !this.names.has(foldText(row.name).text)) return 'unknown_name'
    if (this.kept.has(this.keyOf(row))) return 'twice'
    return this.kept.size >= TABLE_ROWS_MAX ? 'too_many' : null
  }
}

/** A collector for the kind of table that the first row shows. */
function collectorFor(raw: RawRow, names: ReadonlySet<string>): Collector {
  const kind = tableKind(Object.keys(raw), raw)
  if (!kind) throw new TableError('unknown_columns')
  return new Collector(kind, names)
}

async function collect(file: string): Promise<Collector> {
  const rows = file.endsWith('.txt') ? tabRows(file) : commaRows(file)
  const names = knownNames(builtInEntries())
  let collector: Collector | undefined
  try {
    for await (const raw of rows) {
      collector ??= collectorFor(raw, names)
      collector.take(raw)
    }
  } catch (error) {
    throw error instanceof TableError ? error : new TableError('unreadable')
  }
  if (!collector || collector.kept.size === 0) throw new TableError('nothing_kept')
  return collector
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/**
 * Reads a terminology table that the hospital is licensed for, checks every row, and stores what is kept in the state folder, in
 * place of an earlier table of the same kind. Comma-separated files in UTF-8 or GB18030; `.txt` files are RF2 descriptions. The
 * portal uses it from its next start. Throws TableError.
 */
export async function importTerminology(file: string): Promise<ImportReport> {
  if (statSync(file).size > FILE_BYTES_MAX) throw new TableError('too_large')
  const { kind, kept, report } = await collect(file)
  const table = termTableSchema.parse({
    kind,
    source: path.basename(file).slice(0, 255),
    sha256: await sha256Of(file),
    importedAt: new Date().toISOString(),
    rows: [...kept.values()],
  })
  const folder = statePath('terminology')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const target = path.join(folder, `${kind}.json`)
  writeFileWhole(target, JSON.stringify(table))
  return report
}
