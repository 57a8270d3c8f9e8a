import 'server-only'
import { createHmac } from 'node:crypto'

/** Order of the fields under the mac. Appending a field makes a new label; reordering breaks every old record. */
export const MAC_FIELDS = [
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

export type MacInput = Partial<Record<(typeof MAC_FIELDS)[number], string | number | Date | null>>

type Value = string | number | Date | null | undefined

function encode(value: Value): string {
  if (value === null || value === undefined) return '~'
  const text = value instanceof Date ? value.toISOString() : String(value)
  return `${Buffer.byteLength(text)}:${text}`
}

/** The same over the values of `MAC_FIELDS` in their order. */
export function macOfValues(values: readonly Value[], key: string): string {
  let canonical = 'audit:v1'
  for (const value of values) canonical += `\n${encode(value)}`
  return createHmac('sha256', key).update(canonical, 'utf8').digest('hex')
}

/** HMAC-SHA256 (hex) over the length-prefixed fields of a record; `null` and the empty string differ. */
export function chainMac(record: MacInput, key: string): string {
  return macOfValues(
    MAC_FIELDS.map((field) => record[field]),
    key,
  )
}
