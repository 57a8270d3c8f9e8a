import { z } from 'zod'
import { questionFields } from '@/lib/consult/contract'
import { rowId } from '@/lib/shared/ids'
import { localeSchema } from '@/lib/shared/locale-schema'
import { definitionSchema, TEMPLATE_SCHEMA } from './pure/definition'
import { valuesSchema } from './pure/values'
import { templates } from '@/lib/templates/feature'

const id = rowId
const number = z.int().positive()
const note = z.string().trim().max(200).default('')
const person = z.object({ id: z.string(), displayName: z.string() })

/** Who sees a template: its owner, the people of one department, or everybody who may ask. */
export const SCOPES = ['personal', 'department', 'hospital'] as const
export const scopeSchema = z.enum(SCOPES)
export type Scope = z.infer<typeof scopeSchema>

/** What the reader may do with one template. */
export const rightsSchema = z.object({
  /** Save a new version at once (one's own templates). */
  change: z.boolean(),
  /** Ask for a new version, which a second person approves (published templates). */
  propose: z.boolean(),
  deprecate: z.boolean(),
  remove: z.boolean(),
})

export const templateSummarySchema = z.object({
  id: z.string(),
  scope: scopeSchema,
  departmentId: z.string().nullable(),
  owner: person.nullable(),
  builtIn: z.boolean(),
  /** Number of the version in use. */
  current: z.int(),
  name: z.string(),
  description: z.string(),
  language: localeSchema,
  tags: z.array(z.string()),
  fields: z.int(),
  updatedAt: z.iso.datetime(),
  deprecated: z.boolean(),
  favourite: z.boolean(),
  /** Questions asked with it by anybody, over the last days that `usageDays` names. */
  uses: z.int(),
  rights: rightsSchema,
})
export type TemplateSummary = z.infer<typeof templateSummarySchema>

/** A place where the reader may ask for a template to be published. */
export const targetSchema = z.object({ scope: scopeSchema, departmentId: z.string().nullable() })
export type Target = z.infer<typeof targetSchema>

export const listTemplatesOutput = z.object({
  templates: z.array(templateSummarySchema),
  usageDays: z.int(),
  /** Where the reader may publish to. */
  targets: z.array(targetSchema),
  mayCreate: z.boolean(),
  /** How many daily backups are kept, which hold what was removed until they are replaced; null without a backup folder. */
  backupsKept: z.int().nullable(),
  /** Proposals that wait for the reader's decision. */
  decidable: z.int(),
  /** Most tokens that a template may give to the thought and to one part. */
  limits: templates.policies.templates.schema,
})

export const templateParams = z.object({ id })
export const versionParams = z.object({ id, number: z.coerce.number().int().positive() })
export const templateOutput = z.object({ template: templateSummarySchema, definition: definitionSchema })
export type TemplateOutput = z.infer<typeof templateOutput>
export const versionSchema = z.object({
  number: z.int(),
  createdAt: z.iso.datetime(),
  createdBy: person.nullable(),
  approvedBy: person.nullable(),
  note: z.string(),
  sha256: z.string(),
  definition: definitionSchema,
})
export type TemplateVersionRow = z.infer<typeof versionSchema>
/** Newest first. */
export const listVersionsOutput = z.object({ versions: z.array(versionSchema) })

export const createTemplateInput = z.strictObject({ definition: definitionSchema, note })
export const createTemplateOutput = z.object({ id: z.string() })
/** `base` is the version that was edited, so that a change that was overtaken is noticed. */
export const saveVersionInput = z.strictObject({ definition: definitionSchema, note, base: number })
/** `applied`: it is in use. `pending`: it waits for a second person. */
export const saveVersionOutput = z.object({ state: z.enum(['applied', 'pending']) })
export const restoreInput = z.strictObject({ base: number })
export const publishInput = z.strictObject({
  scope: z.enum(['department', 'hospital']),
  departmentId: id.nullable(),
  note,
})
export const deprecateInput = z.strictObject({ deprecated: z.boolean() })
export const favouriteInput = z.strictObject({ favourite: z.boolean() })

export const proposalSchema = z.object({
  id: z.string(),
  scope: scopeSchema,
  departmentId: z.string().nullable(),
  templateId: z.string().nullable(),
  definition: definitionSchema,
  /** The version in use that it would replace; null for a new template. */
  before: definitionSchema.nullable(),
  note: z.string(),
  requestedBy: person,
  requestedAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  own: z.boolean(),
  decidable: z.boolean(),
})
export type Proposal = z.infer<typeof proposalSchema>
/** Waiting proposals that the reader made or may see, oldest first. */
export const listProposalsOutput = z.object({ proposals: z.array(proposalSchema) })
export const decideProposalInput = z.strictObject({ decision: z.enum(['approve', 'reject', 'withdraw']) })

/** A question as it is asked: typed, or from a template with the values of its form. */
export const askInput = z
  .strictObject({
    ...questionFields,
    /** A template that gives the question; what is typed besides follows it. */
    templateId: z.string().max(64).optional(),
    /** The version whose form was filled in; the one in use if not named. */
    templateVersion: z.int().positive().optional(),
    fields: valuesSchema.optional(),
  })
  .refine(({ question, templateId }) => templateId !== undefined || question.trim().length > 0, {
    path: ['question'],
  })
export type AskInput = z.input<typeof askInput>

export const previewInput = z.strictObject({ definition: definitionSchema, values: valuesSchema })
export const previewOutput = z.object({
  /** The instructions before the question: the portal's own, then the template's. */
  system: z.string(),
  question: z.string(),
  /** Counted by the model's own tokeniser; null while it is loading. */
  tokens: z.object({ prompt: z.int(), reserved: z.int(), contextLimit: z.int(), over: z.int() }).nullable(),
  /** Parts of the template that look like the identity of a person. */
  identifiers: z.array(z.object({ kind: z.string(), where: z.string() })),
})

/** Largest template file, in bytes (OWASP ASVS 5.0, V5.2.1). */
export const IMPORT_MAX_BYTES = 256 * 1024
export const exportQuery = z.strictObject({ ids: z.string().max(8000) })
const exportedTemplate = z.strictObject({
  id,
  version: number,
  /** SHA-256 of the definition as canonical JSON. */
  sha256: z.string().length(64),
  definition: z.unknown(),
})
/** A file of templates, signed with the portal's key. */
export const exportFileSchema = z.strictObject({
  format: z.literal('innerward-templates'),
  schema: z.int().positive().max(TEMPLATE_SCHEMA),
  at: z.iso.datetime(),
  keyId: z.string().max(16),
  templates: z.array(exportedTemplate).min(1).max(200),
  publicKey: z.string().max(1000),
  signature: z.string().max(128),
})
export type ExportFile = z.infer<typeof exportFileSchema>

/** What to do with a template of the file that one has already: keep one's own, replace it, or take both. */
export const CHOICES = ['keep', 'replace', 'copy'] as const
export const importInput = z.strictObject({
  /** The file as text. */
  file: z.string().max(IMPORT_MAX_BYTES),
  /** By position in the file; without it nothing is changed and the answer says what would be. */
  choices: z.record(z.string().regex(/^\d{1,3}$/), z.enum(['add', ...CHOICES, 'skip'])).optional(),
})
export const importItemSchema = z.object({
  position: z.int(),
  name: z.string(),
  state: z.enum(['new', 'same', 'conflict', 'invalid']),
  /** Why it cannot be taken, as one sentence; null unless invalid. */
  reason: z.string().nullable(),
  definition: definitionSchema.nullable(),
  /** One's own template that it meets. */
  existing: z.object({ id: z.string(), current: z.int(), definition: definitionSchema }).nullable(),
})
export type ImportItem = z.infer<typeof importItemSchema>
export const importOutput = z.object({
  /** `own`: signed by this portal. `other`: the signature holds, by a key this portal does not know. */
  signer: z.enum(['own', 'other']),
  keyId: z.string(),
  items: z.array(importItemSchema),
  /** Templates added and replaced; 0 when nothing was asked to be changed. */
  added: z.int(),
  replaced: z.int(),
})
