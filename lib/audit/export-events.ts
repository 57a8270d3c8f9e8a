import 'server-only'
import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { AuditRecord, exportAuditQuery, exportManifestSchema } from '@/lib/audit/contract'
import { describeFilter } from '@/lib/audit/describe-filter'
import { auditEvents } from '@/lib/audit/events'
import { filterText, recordsWhere, type AuditFilter } from '@/lib/audit/filter-records'
import { keyRotations, publicKey, signStatement } from '@/lib/audit/keys'
import { RECORD_COLUMNS, toAuditRecord } from '@/lib/audit/record-columns'
import { inAuditedTransaction, recordEvent } from '@/lib/audit/record-event'
import { spendExportApproval } from '@/lib/audit/spend-export-approval'
import { writeCheckpoint } from '@/lib/audit/write-checkpoint'
import type { Actor } from '@/lib/shared/actor'
import { db } from '@/lib/db/client'
import { csvCell, CSV_BOM } from '@/lib/shared/csv'

type Query = z.infer<typeof exportAuditQuery>
type Format = Query['format']

const PAGE = 500

const FORMATS = {
  jsonl: {
    type: 'application/x-ndjson; charset=utf-8',
    head: '',
    line: (record: AuditRecord) => `${JSON.stringify(record)}\n`,
  },
  csv: {
    type: 'text/csv; charset=utf-8',
    head: `${CSV_BOM}${RECORD_COLUMNS.join(',')}\r\n`,
    line: (record: AuditRecord) => `${RECORD_COLUMNS.map((name) => csvCell(record[name])).join(',')}\r\n`,
  },
} as const

interface Page {
  bytes: Uint8Array
  records: readonly AuditRecord[]
}

/** The file page by page, oldest record first. The same query gives the same bytes: records never change. */
async function* pages(format: Format, filter: AuditFilter): AsyncGenerator<Page> {
  const { head, line } = FORMATS[format]
  const encoder = new TextEncoder()
  if (head) yield { bytes: encoder.encode(head), records: [] }
  const client = await db()
  const where = await recordsWhere(filter)
  for (let after = 0; ;) {
    const rows = await client.auditEvent.findMany({
      where: { AND: [where, { id: { gt: after } }] },
      orderBy: { id: 'asc' },
      take: PAGE,
    })
    const records = rows.map(toAuditRecord)
    if (rows.length > 0) yield { bytes: encoder.encode(records.map(line).join('')), records }
    if (rows.length < PAGE) return
    after = rows.at(-1)?.id ?? after
  }
}

async function newestId(): Promise<number> {
  const newest = await (await db()).auditEvent.findFirst({ orderBy: { id: 'desc' }, select: { id: true } })
  return newest?.id ?? 0
}

async function newestTombstone(): Promise<z.infer<typeof exportManifestSchema>['tombstone']> {
  const row = await (await db()).auditTombstone.findFirst({ orderBy: { upToId: 'desc' } })
  if (!row) return null
  const { fromId, upToId, lastMac, olderThan, at, keyId, signature } = row
  const [removedTo, signedAt] = [olderThan.toISOString(), at.toISOString()]
  return { fromId, upToId, lastMac, olderThan: removedTo, at: signedAt, keyId, signature }
}

/** The file that `exportEvents` would send for this query, described and signed; its rows end at `upToId`. */
export async function describeExport({
  format,
  ...filter
}: Query): Promise<z.infer<typeof exportManifestSchema>> {
  const newest = await newestId()
  const upToId = Math.min(filter.upTo ?? newest, newest)
  const hash = createHash('sha256')
  let [records, first, last]: [number, AuditRecord | undefined, AuditRecord | undefined] = [
    0,
    undefined,
    undefined,
  ]
  for await (const page of pages(format, { ...filter, upTo: upToId })) {
    hash.update(page.bytes)
    records += page.records.length
    first ??= page.records[0]
    last = page.records.at(-1) ?? last
  }
  const { pem, keyId } = publicKey()
  const manifest = {
    format,
    filter: filterText(filter),
    sha256: hash.digest('hex'),
    records,
    firstId: first?.id ?? null,
    lastId: last?.id ?? null,
    lastMac: last?.mac ?? '',
    upToId,
    at: new Date().toISOString(),
    keyId,
  }
  return {
    ...manifest,
    signature: signStatement('manifest', manifest),
    publicKey: pem,
    tombstone: await newestTombstone(),
    rotations: keyRotations(),
  }
}

/**
 * The records of a filter as a file download, oldest first, read from the database page by page. Recorded before the
 * first byte; where four eyes are required it spends an approval. Throws AppError `needs_second_person` without one.
 */
export async function exportEvents(
  { format, ...filter }: Query,
  { actor, requestId }: { actor: Actor; requestId: string },
): Promise<Response> {
  const newest = await newestId()
  const upTo = Math.min(filter.upTo ?? newest, newest)
  const told = await describeFilter(filter)
  await inAuditedTransaction(async (tx) => {
    await spendExportApproval(tx, { userId: actor.userId, format })
    const detail = { format, upTo, ...told }
    await recordEvent(tx, { event: auditEvents['audit.exported'], outcome: 'ok', actor, requestId, detail })
    writeCheckpoint(tx, 'export')
  })
  const source = pages(format, { ...filter, upTo })
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await source.next()
      if (next.done) controller.close()
      else controller.enqueue(next.value.bytes)
    },
    async cancel() {
      await source.return(undefined)
    },
  })
  return new Response(body, {
    headers: {
      'Content-Type': FORMATS[format].type,
      'Content-Disposition': `attachment; filename="innerward-audit.${format}"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
