import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { closeSync, constants, fdatasync, openSync, writeSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { z } from 'zod'
import { lossAcceptanceSchema } from '@/lib/audit/loss'
import { currentKey, keyById } from '@/lib/audit/keys'
import { statePath } from '@/lib/config/env'

/** How high the trail has grown, kept outside the database. */
const heightSchema = z.object({
  /** Number and mac of the newest record; 0 before the first. */
  id: z.int().min(0),
  mac: z.string().length(64),
  /** The newest time of a record that the clock had a right to: it never goes back, and never leaps. */
  clockAt: z.iso.datetime(),
  /** Set while a loss is accepted and the first record after it is not yet written. */
  accepted: lossAcceptanceSchema.nullable(),
})
export type Height = z.infer<typeof heightSchema>

const sealedSchema = heightSchema.extend({ keyId: z.string(), seal: z.string() })

/** Two slots, written in turn, so that a write that a power cut tears leaves the other one. */
const SLOT_BYTES = 1024
const SLOTS = 2

export const heightPath = (): string => statePath('audit-height')

/** HMAC-SHA256 (hex) with the key of the chain, under a label that no record has. */
function sealOf({ id, mac, clockAt, accepted }: Height, key: string): string {
  const facts = JSON.stringify([id, mac, clockAt, accepted && Object.entries(accepted).sort()])
  return createHmac('sha256', key).update(`height:v1\n${facts}`).digest('hex')
}

function readSlot(text: string): Height | null {
  try {
    const { keyId, seal, ...height } = sealedSchema.parse(JSON.parse(text))
    const key = keyById('audit-chain', keyId)
    const expected = key && Buffer.from(sealOf(height, key.key))
    const given = Buffer.from(seal)
    return expected?.length === given.length && timingSafeEqual(expected, given) ? height : null
  } catch {
    return null
  }
}

/** The mark on the disk; `missing` without its file, `damaged` when no slot in it holds. */
export async function readHeight(): Promise<Height | 'missing' | 'damaged'> {
  const bytes = await readFile(heightPath()).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  })
  if (!bytes) return 'missing'
  const slots = Array.from({ length: SLOTS }, (_, n) =>
    readSlot(bytes.subarray(n * SLOT_BYTES, (n + 1) * SLOT_BYTES).toString('utf8')),
  ).flatMap((height) => height ?? [])
  // Of two with one number the one with an acceptance is newer: the loss is what was accepted at that height.
  return (
    slots.sort((a, b) => b.id - a.id || Number(b.accepted !== null) - Number(a.accepted !== null))[0] ??
    'damaged'
  )
}

function slotOf(height: Height): Buffer {
  const { key, keyId } = currentKey('audit-chain')
  const text = JSON.stringify({ ...height, keyId, seal: sealOf(height, key) })
  const bytes = Buffer.alloc(SLOT_BYTES, ' ')
  if (bytes.write(text) !== Buffer.byteLength(text)) throw new RangeError('the mark is too long')
  bytes.write('\n', SLOT_BYTES - 1)
  return bytes
}

const bringToDisk = promisify(fdatasync)

/** Only what waits for the disk goes through the thread pool: a kilobyte is written sooner than one is asked to. */
async function writeAt(height: Height, slots: readonly number[], flags: number): Promise<void> {
  const file = openSync(heightPath(), flags, 0o600)
  try {
    for (const slot of slots) writeSync(file, slotOf(height), 0, SLOT_BYTES, slot * SLOT_BYTES)
    await bringToDisk(file)
  } finally {
    closeSync(file)
  }
}

/** Moves the mark, durably. Throws when its file is not there or cannot be written. */
export function writeHeight(height: Height): Promise<void> {
  return writeAt(height, [height.id % SLOTS], constants.O_RDWR)
}

/** Makes the mark, or replaces whatever its file holds, durably. */
export async function replaceHeight(height: Height): Promise<void> {
  await writeAt(height, [0, 1], constants.O_RDWR | constants.O_CREAT)
  const folder = await open(statePath(), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
