import { z } from 'zod'
import { placeSchema } from '@/lib/privacy/contract'
import { LOCALES } from '@/lib/shared/locale'

/** The forms in which a document of the library may come. */
export const PUBLICATION_FORMATS = ['pdf', 'docx', 'markdown', 'html', 'text'] as const

/** Largest document of the library, in bytes: a textbook of two thousand pages with its figures. */
export const PUBLICATION_BYTES_MAX = 50 * 1024 * 1024
/** Most pages of a document. */
export const PUBLICATION_PAGES_MAX = 2000

/**
 * A piece of a document that can be cited: 200–450 Chinese characters or 120–250 English words, or a table with its heads.
 * Immutable once approved: it is hashed as it stands here.
 */
export const publicationPassageSchema = z.strictObject({
  /** Path of headings above it, outermost first, joined by ` › `; empty where there is none. */
  heading: z.string().max(300),
  /** Page of the original, from 1; null where the form has no pages. */
  page: z.int().positive().nullable(),
  text: z.string().min(1).max(4000),
})

/** A document as it was read in the quarantine: no bytes of the original, no markup. */
export const publicationSchema = z.strictObject({
  format: z.enum(PUBLICATION_FORMATS),
  /** Title that the file gives itself; null where it gives none. */
  title: z.string().max(300).nullable(),
  language: z.enum(LOCALES),
  /** Number of pages; null where the form has none. */
  pages: z.int().positive().nullable(),
  passages: z.array(publicationPassageSchema).min(1).max(20_000),
})

/** Why a document was refused. The sentence for each is `publication.problem` of the messages. */
export const PUBLICATION_PROBLEMS = [
  'empty',
  'too_large',
  'too_long',
  'too_many_pages',
  'wrong_extension',
  'unsupported',
  'legacy_office',
  'macros',
  'encrypted',
  'damaged',
  'archive_bomb',
  'unknown_encoding',
  'no_text_layer',
  'unreadable_pages',
] as const

/** A refusal: `pages`, at most a hundred of them, says where text cannot be read (`unreadable_pages`). */
export const publicationFaultSchema = z.strictObject({
  problem: z.enum(PUBLICATION_PROBLEMS),
  pages: z.array(z.int().positive()).max(100).optional(),
})

/** What the quarantine says of an uploaded document: the document with what may identify somebody in it, or the refusal. */
export const publicationReadingSchema = z.union([
  z.strictObject({
    publication: publicationSchema,
    /** What points to a patient refuses the upload; what is listed is shown to whoever uploads it. */
    places: z.strictObject({ patient: z.array(placeSchema), listed: z.array(placeSchema) }),
  }),
  publicationFaultSchema,
])

export type PublicationFormat = (typeof PUBLICATION_FORMATS)[number]
export type PublicationPassage = z.infer<typeof publicationPassageSchema>
export type Publication = z.infer<typeof publicationSchema>
export type PublicationProblem = (typeof PUBLICATION_PROBLEMS)[number]
export type PublicationReading = z.infer<typeof publicationReadingSchema>
