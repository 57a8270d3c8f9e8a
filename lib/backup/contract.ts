import { z } from 'zod'
import { checkpointSchema } from '@/lib/audit/contract'

/** A backup older than this, or none at all, is warned of, in hours. */
export const STALE_AFTER_HOURS = 48

/** What lies beside the copy of the database, signed with the portal's audit key. */
export const backupManifestSchema = z.object({
  /** Version of the portal that made it. */
  version: z.string(),
  sha256: z.string().length(64),
  bytes: z.int(),
  /** Last record of the trail in the copy, and its mac. */
  upToId: z.int(),
  lastMac: z.string().length(64),
  at: z.iso.datetime(),
  keyId: z.string(),
  signature: z.string(),
  /** Hashes of the originals of the library that lie beside the backups; the copy, whose hash is signed, names them too. */
  originals: z.array(z.string().regex(/^[0-9a-f]{64}$/)).default([]),
  /** The newest signed checkpoint in the copy; null for a trail without one. */
  checkpoint: checkpointSchema.nullable(),
})
export type BackupManifest = z.infer<typeof backupManifestSchema>

export const backupStateOutput = z.object({
  /** Whether a folder for daily backups is set, and how many are kept in it. */
  scheduled: z.boolean(),
  keep: z.int(),
  running: z.boolean(),
  /** The last attempt, whoever made it. */
  lastTry: z.object({ at: z.iso.datetime(), ok: z.boolean() }).nullable(),
  /** The last one that succeeded. */
  last: z
    .object({
      at: z.iso.datetime(),
      bytes: z.int(),
      upToId: z.int(),
      trigger: z.enum(['schedule', 'admin', 'command']),
    })
    .nullable(),
  /** Older than two days, or none. */
  stale: z.boolean(),
  /** What is in the folder now, the newest first. */
  kept: z.array(z.object({ name: z.string(), at: z.iso.datetime(), bytes: z.int() })),
})
export type BackupState = z.infer<typeof backupStateOutput>
export type BackupTrigger = NonNullable<BackupState['last']>['trigger']
