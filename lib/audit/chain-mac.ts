import 'server-only'
import { createHmac } from 'node:crypto'

/** Order of the fields under the mac. Appending a field makes a new label; reordering breaks every old record. */
const FIELDS = [
  'id',
  'recordId',
  'at',
  'bootId',
  'monoMs',
  'event',
  'actorId',
  'actorName',
  'departmentId',
  'requestId',
  'runId',
  'outcome',
  'locale',
  'inputHmac',
  'outputHmac',
  'modelId',
  'modelSha256',
  'templateVersion',
  'promptTokens',
  'cachedTokens',
  'thoughtTokens',
  'answerTokens',
  'queueMs',
  'firstTokenMs',
  'totalMs',
  'structure',
  'detail',
  'keyId',
  'prevMac',
] as const

export type MacInput = Partial<Record<(typeof FIELDS)[number], string | number | Date | null>>

function encode(value: string | number | Date | null | undefined): string {
  if (value === null || value === undefined) return '~'
  const text = value instanceof Date ? value.toISOString() : String(value)
  return `${Buffer.byteLength(text)}:${text}`
}

/** HMAC-SHA256 (hex) over the length-prefixed fields of a record; `null` and the empty string differ. */
export function chainMac(record: MacInput, key: string): string {
  const canonical = ['audit:v1', ...FIELDS.map((field) => encode(record[field]))].join('\n')
  return createHmac('sha256', key).update(canonical, 'utf8').digest('hex')
}
