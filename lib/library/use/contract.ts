import { z } from 'zod'
import { rowId } from '@/lib/shared/ids'

/** For how many months that are over the use of the library is told. */
export const USE_MONTHS = ['1', '3', '12'] as const
const fields = {
  department: rowId.optional(),
  months: z.enum(USE_MONTHS).default('3'),
}
export const readUseQuery = z.strictObject(fields)
export type UseQuery = z.output<typeof readUseQuery>
/** `documents`: a line a document. `departments`: a line a department. */
export const exportUseQuery = z.strictObject({
  ...fields,
  sheet: z.enum(['documents', 'departments']).default('documents'),
})
export type ExportUseQuery = z.output<typeof exportUseQuery>

/** A count to the nearest five, or null where what is behind it is too small to be shown. */
const count = z.int().nullable()

export const readUseOutput = z.object({
  /** First and last month, as 2026-01. */
  from: z.string(),
  to: z.string(),
  /** The departments that the reader may choose from. */
  departments: z.array(z.object({ id: z.string(), nameZh: z.string(), nameEn: z.string() })),
  /** Documents in force, and those out of use that stood beside an answer; the most offered first. */
  documents: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      publisher: z.string(),
      year: z.int(),
      /** Whose it is; null for the whole hospital. */
      departmentId: z.string().nullable(),
      example: z.boolean(),
      inForce: z.boolean(),
      /** Questions beside whose answers it stood. */
      offered: count,
      /** Those of them whose answers cite it. */
      cited: count,
    }),
  ),
  /** Questions that were put to the library by department, and those for which it held nothing; "" for people of none. */
  asked: z.array(z.object({ departmentId: z.string(), questions: z.int(), nothing: count })),
  /** Months of a department that are left out of everything, because too few doctors asked in them. */
  withheldMonths: z.int(),
  /** True where all of them are. */
  withheld: z.boolean(),
  smallestGroup: z.int(),
})
export type LibraryUseOutput = z.infer<typeof readUseOutput>

/** What of the library stood beside one answer, told by document without the question, the person or the moment. */
export interface UsedDocuments {
  departmentId: string | null
  offered: readonly string[]
  cited: readonly string[]
}
export type CountUse = (used: UsedDocuments) => Promise<void>
