import { z } from 'zod'
import { PUBLICATION_FORMATS } from '@/lib/documents/publication/contract'
import { rowId } from '@/lib/shared/ids'
import { localeSchema } from '@/lib/shared/locale-schema'
import { person } from '@/lib/shared/person'
import { PLAIN_TEXT } from '@/lib/shared/plain-text'

/** Version of the form of bundles that this portal writes, and the newest that it reads. */
export const BUNDLE_SCHEMA = 1
export const BUNDLE_FORMAT = 'innerward-library'
/** Ending of the name of a bundle. */
export const BUNDLE_ENDING = 'iwlib'
/** Largest bundle, in bytes, and documents in one. */
export const BUNDLE_BYTES_MAX = 200 * 1024 * 1024
export const BUNDLE_DOCUMENTS_MAX = 50
/** Largest first line and list of contents of a bundle, in bytes. */
export const HEAD_BYTES_MAX = 2048
export const MANIFEST_BYTES_MAX = 256 * 1024

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const line = (longest: number) => z.string().trim().min(1).max(longest).regex(PLAIN_TEXT)
const bytes = z.int().positive().max(BUNDLE_BYTES_MAX)

/** What the first line of a bundle must hold for its form to be told. */
export const bundleFormSchema = z.looseObject({
  format: z.literal(BUNDLE_FORMAT),
  schema: z.int().positive(),
})
/** The first line of a bundle: a signed statement about the bytes after it, of which the first are the list of contents. */
export const bundleHeadSchema = z.strictObject({
  format: z.literal(BUNDLE_FORMAT),
  schema: z.literal(BUNDLE_SCHEMA),
  at: z.iso.datetime(),
  /** Fingerprint of the key that signed it. */
  site: sha256,
  manifestBytes: z.int().positive().max(MANIFEST_BYTES_MAX),
  bytes,
  sha256,
  signature: z.base64().max(128),
})
export type BundleHead = z.infer<typeof bundleHeadSchema>

/** One document of a bundle, as its site has it. Originals follow the list in this order. */
export const bundledSchema = z.strictObject({
  documentId: rowId,
  editionId: rowId,
  title: line(200),
  publisher: line(120),
  year: z.int().min(1900).max(2100),
  validFrom: z.iso.date().nullable(),
  validUntil: z.iso.date().nullable(),
  format: z.enum(PUBLICATION_FORMATS),
  language: localeSchema,
  pages: z.int().positive().nullable(),
  passages: z.int().positive(),
  /** Hash over the passages as they were approved there. */
  contentSha256: sha256,
  sha256,
  bytes,
})
export const manifestSchema = z.strictObject({
  documents: z.array(bundledSchema).min(1).max(BUNDLE_DOCUMENTS_MAX),
})
export type Bundled = z.infer<typeof bundledSchema>

/** Documents to send, separated by commas. */
export const exportBundleQuery = z.strictObject({
  documents: z
    .string()
    .max(2000)
    .transform((ids) => [...new Set(ids.split(','))])
    .pipe(z.array(rowId).min(1).max(BUNDLE_DOCUMENTS_MAX)),
})

export const importBundleQuery = z.strictObject({
  /** Whom the documents are proposed for; the whole hospital without it. */
  departmentId: z.union([z.literal('').transform(() => undefined), rowId]).optional(),
})
export const importBundleOutput = z.object({
  /** Name of the site that signed it. */
  site: z.string(),
  documents: z.array(
    z.object({
      title: z.string(),
      publisher: z.string(),
      year: z.int(),
      /** `known`: its file is in the library already. */
      outcome: z.enum(['proposed', 'new_edition', 'known', 'refused']),
      /** Why it was refused, as a sentence. */
      reason: z.string().nullable(),
      documentId: z.string().nullable(),
      /** Whether its passages came out as they are at its site. */
      asThere: z.boolean(),
    }),
  ),
})
export type Imported = z.infer<typeof importBundleOutput>['documents'][number]

/** SPKI form of an Ed25519 key in base64 (RFC 8410), taken from a PEM or on one line. */
export const publicKeyInput = z
  .string()
  .max(500)
  .transform((text) => text.replace(/-----[A-Z ]+-----|\s/g, ''))
  .pipe(z.string().regex(/^MCowBQYDK2VwAyEA[A-Za-z0-9+/]{43}=$/))
/** A public key, given in base64 on one line, as PEM. */
export const pemOf = (publicKey: string): string =>
  `-----BEGIN PUBLIC KEY-----\n${publicKey}\n-----END PUBLIC KEY-----\n`
/** A fingerprint as it is read out, with blanks or colons in it. */
export const fingerprintInput = z
  .string()
  .max(200)
  .transform((text) => text.replace(/[\s:]/g, '').toLowerCase())
  .pipe(sha256)
/** A fingerprint in groups of four, as it is read out. */
export const fingerprintGroups = (fingerprint: string): string =>
  fingerprint.toUpperCase().replace(/(.{4})(?=.)/g, '$1 ')
const siteName = line(80)

/** A site whose bundles are to be taken. The fingerprint comes another way than the key, and must be that of the key. */
export const addSiteInput = z.strictObject({
  name: siteName,
  publicKey: publicKeyInput,
  fingerprint: fingerprintInput,
})
/** Said in words, so that no empty request does it. */
export const withdrawSiteInput = z.strictObject({ state: z.literal('withdrawn') })
/** `applied`: it holds. `pending`: it waits for a second person. */
export const siteChangeOutput = z.object({ state: z.enum(['applied', 'pending']) })
export const siteParams = z.object({ id: rowId })

/** What a second person may have to approve about sites. */
export const siteAddedSchema = z.strictObject({
  kind: z.literal('library_site_added'),
  name: siteName,
  publicKey: z.string().max(60),
  fingerprint: sha256,
})
export const siteWithdrawnSchema = z.strictObject({ kind: z.literal('library_site_withdrawn'), id: rowId })

export const sitesOutput = z.object({
  /** This site's own key; null where its file is missing or is not the one that was made. */
  own: z.object({ publicKey: z.string(), fingerprint: z.string() }).nullable(),
  sites: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      fingerprint: z.string(),
      enteredBy: person.nullable(),
      approvedBy: person.nullable(),
      at: z.iso.datetime(),
      withdrawnAt: z.iso.datetime().nullable(),
    }),
  ),
  /** Sites that wait for a second person. */
  waiting: z.int(),
  /** Whether the reader enters and withdraws sites. */
  manages: z.boolean(),
})
export type Site = z.infer<typeof sitesOutput>['sites'][number]
