import { expect, test } from 'vitest'
import type { AuditRecord } from '@/lib/audit/contract'
import { syslogFrame } from './syslog-frame'

const record = { at: '2026-11-28T00:00:00.000Z', event: 'session.signed_in', actorName: '' } as AuditRecord

test.each([
  ['a line feed', '\n'],
  ['a carriage return', '\r'],
  ['an escape', '\u001b'],
  ['a next line (C1)', '\u0085'],
  ['a device control (C1)', '\u0090'],
  ['a line separator', '\u2028'],
  ['a paragraph separator', '\u2029'],
])('%s in a name is written as an escape, and read back as it was', (_, unit) => {
  const actorName = `李${unit}<109>1 forged`
  const frame = syslogFrame({ ...record, actorName })
  const [, length, message = ''] = /^(\d+) ([\s\S]*)$/.exec(frame) ?? []
  expect(Buffer.byteLength(message)).toBe(Number(length))
  expect(message).not.toContain(unit)
  const { actorName: read } = JSON.parse(message.slice(message.indexOf('{'))) as AuditRecord
  expect(read).toBe(actorName)
})
