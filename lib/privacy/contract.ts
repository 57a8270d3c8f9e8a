import { z } from 'zod'
import { spanSchema } from '@/lib/clinical/contract'

/** Kinds of identifiers, after the eighteen of 45 CFR 164.514(b)(2) and their Chinese forms. */
export const IDENTIFIER_KINDS = [
  'name',
  'id_number',
  'phone',
  'address',
  'record_number',
  'bed',
  'date',
  'age',
  'email',
  'online',
  'account',
  'plate',
  'licence',
  'device',
] as const
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number]

/** A place that may tell who the patient, a relative or a colleague is, with what would stand there instead. */
export const identifierSchema = z.object({
  kind: z.enum(IDENTIFIER_KINDS),
  ...spanSchema.shape,
  /** Whether a check digit, a calendar or a label confirms it. */
  confidence: z.enum(['certain', 'likely']),
  replacement: z.string(),
})
export type Identifier = z.infer<typeof identifierSchema>

/** A place of a document of the library that names a person or an organisation, with where it stands. */
export const placeSchema = z.strictObject({
  /** Page of the original, from 1; null where the form has no pages. */
  page: z.int().positive().nullable(),
  heading: z.string(),
  kind: z.enum(IDENTIFIER_KINDS),
  /** The words themselves, for the eyes of whoever uploaded the document. */
  text: z.string(),
})
export type Place = z.infer<typeof placeSchema>
