import { z } from 'zod'
import { LOCALES } from '@/lib/shared/locale'

/** The forms in which a document of the library may come. */
export const PUBLICATION_FORMATS = ['pdf', 'docx', 'markdown', 'html', 'text'] as const

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

export type PublicationPassage = z.infer<typeof publicationPassageSchema>
export type Publication = z.infer<typeof publicationSchema>
