import 'server-only'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import net from 'node:net'
import { z } from 'zod'
import type { AuditRecord } from '@/lib/audit/contract'
import { syslogFrame } from '@/lib/audit/syslog-frame'
import { statePath } from '@/lib/config/env'
import { writeFileWhole } from '@/lib/shared/write-file-whole'

const positionSchema = z.object({ id: z.int(), mac: z.string() })
type Position = z.infer<typeof positionSchema>

const positionFile = (): string => statePath('audit-syslog')

/** The last record that was sent; null before positions were kept, the beginning when the file cannot be read. */
export function readSyslogPosition(): Position | null {
  if (!existsSync(positionFile())) return null
  try {
    return positionSchema.parse(JSON.parse(readFileSync(positionFile(), 'utf8')))
  } catch {
    return { id: 0, mac: '' }
  }
}

/** Keeps the position by replacing its file, so that a crash leaves the former one: a record may be sent twice, never not. */
export function writeSyslogPosition(position: Position): void {
  writeFileWhole(positionFile(), JSON.stringify(position))
}

/** Sends records over a local stream socket, in order. Throws what the socket throws. */
export async function sendToSyslog(records: readonly AuditRecord[], socketPath: string): Promise<void> {
  const socket = net.connect(socketPath)
  await once(socket, 'connect')
  socket.end(records.map(syslogFrame).join(''))
  await once(socket, 'close')
}
