import { z } from 'zod'

/** Why the trail does not fit the mark of its height that is kept outside the database. */
export const HEIGHT_FAULTS = ['cut', 'rewritten', 'height_missing', 'height_damaged'] as const
export type HeightFault = (typeof HEIGHT_FAULTS)[number]

/** Why somebody accepts a loss, or a clock. */
export const ACCEPT_REASONS = [
  'backup_restored',
  'disk_failure',
  'machine_moved',
  'tampering_investigated',
  'clock_checked',
  'exercise',
] as const
/** Who accepts, as an operator names themselves on the server: letters, digits, spaces, full stops and hyphens. */
export const operatorName = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} .·-]{0,63}$/u)

/** An accepted loss, until the first record after it is written. */
export const lossAcceptanceSchema = z.object({
  event: z.enum(['trail.accepted', 'backup.restored']),
  /** The last record that is left, and its mac: the next record follows from it. */
  upToId: z.int().min(0),
  mac: z.string().length(64),
  fault: z.enum([...HEIGHT_FAULTS, 'restored', 'clock']),
  reason: z.enum(ACCEPT_REASONS),
  name: operatorName,
  backupAt: z.iso.datetime().nullable(),
  /** Records that the mirror gave back; they are not lost. */
  replayed: z.int().min(0),
})
export type LossAcceptance = z.infer<typeof lossAcceptanceSchema>
