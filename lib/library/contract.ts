import { z } from 'zod'
import { PUBLICATION_FORMATS } from '@/lib/documents/publication/contract'
import { placeSchema } from '@/lib/privacy/contract'
import { rowId } from '@/lib/shared/ids'
import { localeSchema } from '@/lib/shared/locale-schema'
import { person } from '@/lib/shared/person'
import { PLAIN_TEXT } from '@/lib/shared/plain-text'

/** Longest question of a search, in characters. */
export const SEARCH_MAX = 500
/** Passages on one page of a document as it is read. */
export const PASSAGES_PAGE = 40

export const EDITION_STATES = ['proposed', 'rejected', 'in_force', 'superseded', 'retired'] as const
export const editionStateSchema = z.enum(EDITION_STATES)
export type EditionState = z.infer<typeof editionStateSchema>

export const DECISIONS = ['approve', 'reject', 'retire', 'restore'] as const
export type Decision = (typeof DECISIONS)[number]

const line = (longest: number) => z.string().trim().min(1).max(longest).regex(PLAIN_TEXT)
const day = z.iso.date()
/** An empty value of a form counts as none. */
const optional = <S extends z.ZodType>(schema: S) =>
  z.union([z.literal('').transform(() => undefined), schema]).optional()

/** What a proposal says of its file, beside the file itself. */
export const proposeQuery = z.strictObject({
  /** Name of the file, which tells its form. */
  file: line(255),
  title: line(200),
  publisher: line(120),
  year: z.coerce.number().int().min(1900).max(2100),
  departmentId: optional(rowId),
  /** The document that this is a new edition of. */
  documentId: optional(rowId),
  validFrom: optional(day),
  validUntil: optional(day),
  /** How many of the listed places the proposer has ticked. */
  ticked: z.coerce.number().int().min(0).max(100_000).optional(),
})
export type ProposeInput = z.infer<typeof proposeQuery>
export const proposeOutput = z.object({
  documentId: z.string(),
  editionId: z.string(),
  /** How many passages it was cut into. */
  passages: z.int(),
  /** Authors, institutions, addresses and days that it names. */
  identifiers: z.array(placeSchema),
})

export const previewQuery = z.strictObject({ file: line(255) })
const passageText = { heading: z.string(), page: z.int().nullable(), text: z.string() }
export const previewOutput = z.object({
  title: z.string().nullable(),
  format: z.enum(PUBLICATION_FORMATS),
  language: localeSchema,
  pages: z.int().nullable(),
  passages: z.int(),
  /** The first passages. */
  sample: z.array(z.object(passageText)),
  /** What points to a patient: such a document is refused. */
  patient: z.array(placeSchema),
  /** What names an author, an institution, an address or a day: to be ticked. */
  listed: z.array(placeSchema),
})
export type Preview = z.infer<typeof previewOutput>

export const decideInput = z.strictObject({
  decision: z.enum(DECISIONS),
  /** How many of the listed places the approver has ticked. */
  ticked: z.int().min(0).optional(),
})
export const editionParams = z.object({ id: rowId })
export const documentParams = z.object({ id: rowId })

export const editionSchema = z.object({
  id: z.string(),
  state: editionStateSchema,
  example: z.boolean(),
  title: z.string(),
  publisher: z.string(),
  year: z.int(),
  departmentId: z.string().nullable(),
  validFrom: day.nullable(),
  validUntil: day.nullable(),
  /** Past its last day. */
  expired: z.boolean(),
  sha256: z.string(),
  bytes: z.int(),
  format: z.enum(PUBLICATION_FORMATS),
  language: localeSchema,
  pages: z.int().nullable(),
  passages: z.int(),
  listedCount: z.int(),
  proposedBy: person.nullable(),
  proposedAt: z.iso.datetime(),
  decidedBy: person.nullable(),
  decidedAt: z.iso.datetime().nullable(),
  supersededById: z.string().nullable(),
  /** Name of the site that a bundle brought it from; null for the hospital's own. */
  origin: z.string().nullable(),
  /** Whether the reader proposed it. */
  own: z.boolean(),
  /** What the reader may do with it now. */
  decisions: z.array(z.enum(DECISIONS)),
})
export type Edition = z.infer<typeof editionSchema>

export const LIST_SORTS = ['title', 'publisher', 'year', 'proposedAt'] as const
export const LIBRARY_PAGE = 25
export const listDocumentsQuery = z.strictObject({
  search: z.string().trim().max(128).optional(),
  publisher: line(120).optional(),
  year: z.coerce.number().int().min(1900).max(2100).optional(),
  departmentId: rowId.optional(),
  state: editionStateSchema.optional(),
  /** `without` leaves out those that came with the portal. */
  examples: z.enum(['with', 'without']).default('with'),
  sort: z.enum(LIST_SORTS).default('title'),
  order: z.enum(['asc', 'desc']).default('asc'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
})
export const listDocumentsOutput = z.object({
  documents: z.array(
    z.object({
      id: z.string(),
      /** The edition in force, else the newest that the reader may see. */
      edition: editionSchema,
      editions: z.int(),
      /** Whether an edition of it waits for somebody's decision. */
      waiting: z.boolean(),
    }),
  ),
  total: z.int(),
  /** Publishers and years of all documents that the reader may see, for the filters. */
  publishers: z.array(z.string()),
  years: z.array(z.int()),
  /** Departments that the reader may propose for; null among them is the whole hospital. Empty for who may not. */
  targets: z.array(z.string().nullable()),
  /** Proposals that wait for the reader. */
  decidable: z.int(),
  /** Whether the reader may see how the library is used. */
  seesUse: z.boolean(),
  /** Examples in force, where the reader may take them out of use. */
  examples: z.int(),
})
export type ListedDocument = z.infer<typeof listDocumentsOutput>['documents'][number]

export const readDocumentQuery = z.strictObject({
  edition: rowId.optional(),
  /** A page of passages, from 1. */
  page: z.coerce.number().int().min(1).max(10_000).optional(),
  /** A passage whose page of passages is wanted. */
  passage: z.coerce.number().int().positive().optional(),
})
export const readDocumentOutput = z.object({
  id: z.string(),
  /** The edition whose passages these are. */
  edition: editionSchema,
  /** All that the reader may see, the newest first. */
  editions: z.array(editionSchema),
  /** What is to be ticked, for who decides; empty for others. */
  listed: z.array(placeSchema),
  /** Whether the reader may propose a new edition of it. */
  proposes: z.boolean(),
  page: z.int(),
  passages: z.array(z.object({ id: z.int(), ordinal: z.int(), ...passageText })),
})
export type ReadDocument = z.infer<typeof readDocumentOutput>

export const searchInput = z.strictObject({
  query: z.string().trim().min(1).max(SEARCH_MAX),
  limit: z.int().min(1).max(50).optional(),
  publisher: line(120).optional(),
  year: z.int().min(1900).max(2100).optional(),
  departmentId: rowId.optional(),
})
export type SearchInput = z.input<typeof searchInput>
export const searchOutput = z.object({
  /** False while the index is still being made: something may be missing. */
  complete: z.boolean(),
  passages: z.array(
    z.object({
      documentId: z.string(),
      editionId: z.string(),
      passageId: z.int(),
      title: z.string(),
      publisher: z.string(),
      year: z.int(),
      departmentId: z.string().nullable(),
      example: z.boolean(),
      expired: z.boolean(),
      ...passageText,
      score: z.number(),
      /** Words of the passage that the question asked for. */
      matched: z.array(z.string()),
    }),
  ),
})
export type FoundPassage = z.infer<typeof searchOutput>['passages'][number]

export const storageOutput = z.object({
  documents: z.int(),
  editions: z.int(),
  passages: z.int(),
  originals: z.object({
    files: z.int(),
    bytes: z.int(),
    missing: z.int(),
    /** Those that no edition refers to: an upload just now, or what waits to be removed. */
    unused: z.int(),
    unusedBytes: z.int(),
  }),
  /** Passages in the index, which holds editions in force alone. */
  index: z.object({ passages: z.int(), bytes: z.int(), upToDate: z.boolean() }),
})
/** Said in words, so that no empty request does it. */
export const retireExamplesInput = z.strictObject({ state: z.literal('retired') })
export const retireExamplesOutput = z.object({ retired: z.int() })

/** Documents whose names are asked for, separated by commas. */
export const nameDocumentsQuery = z.strictObject({
  ids: z
    .string()
    .max(2000)
    .transform((ids) => ids.split(','))
    .pipe(z.array(rowId).min(1).max(50)),
})
/** Those of the documents that the reader may find, in force or not. */
export const nameDocumentsOutput = z.object({
  documents: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      publisher: z.string(),
      year: z.int(),
      inForce: z.boolean(),
    }),
  ),
})

/** Editions whose standing is asked, separated by commas. */
export const standingQuery = z.strictObject({
  editions: z
    .string()
    .max(2000)
    .transform((ids) => ids.split(','))
    .pipe(z.array(rowId).min(1).max(50)),
})
/** Those of the editions that are not in force any more for the reader, or past their last day. */
export const standingOutput = z.object({ gone: z.array(z.string()), expired: z.array(z.string()) })

/** A table of characters or a font that a browser draws PDF pages with: names as the package has them, which hold no way out of it. */
export const pdfTableParams = z.strictObject({
  kind: z.enum(['cmaps', 'standard_fonts']),
  file: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,60}(?:\.[a-z]{3,6})?$/),
})
