import type { AuditRecord } from '@/lib/audit/contract'

/** Facility 13 (log audit), severity 5 (notice): RFC 5424 §6.2.1. */
const PRIORITY = 13 * 8 + 5

/**
 * A record as one syslog message (RFC 5424) with octet counting (RFC 6587 §3.4.1): header, no structured data, then
 * the record as JSON, in which control characters are escaped, so that no name can forge a second line.
 */
export function syslogFrame(record: AuditRecord): string {
  const json = JSON.stringify(record).replace(/[\u007f-\u009f\u2028\u2029]/g, (char) => {
    return `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
  const line = `<${PRIORITY}>1 ${record.at} - innerward - ${record.event.slice(0, 32)} - \uFEFF${json}`
  return `${Buffer.byteLength(line)} ${line}`
}
