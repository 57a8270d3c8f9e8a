import { z } from 'zod'

/** From the strongest to the weakest. */
export const SEVERITIES = ['contraindicated', 'serious', 'caution', 'note'] as const
export const severitySchema = z.enum(SEVERITIES)
export type MedicationSeverity = z.infer<typeof severitySchema>

const ROUTES = [
  'oral',
  'intravenous',
  'push',
  'intramuscular',
  'subcutaneous',
  'intrathecal',
  'epidural',
  'inhaled',
  'sublingual',
  'transdermal',
  'ophthalmic',
  'topical',
  'nasal',
  'rectal',
  'vaginal',
  'intra-arterial',
  'crushed',
] as const
export const drugRouteSchema = z.enum(ROUTES)
export type DrugRoute = z.infer<typeof drugRouteSchema>

/** What the words around an order may say that a row asks about, in `words.json`. */
const CUES = [
  ...(['pacemaker', 'ventilated', 'arrest', 'slow', 'bridging', 'liposomal'] as const),
  ...(['preservative', 'anaphylaxis', 'central'] as const),
  // Computed from amount, volume and time, not words.
  ...(['concentrated', 'fast'] as const),
] as const
const cueSchema = z.enum(CUES)
export type OrderCue = z.infer<typeof cueSchema>

const formulationSchema = z.enum(['immediate', 'modified', 'oral', 'local'])
export type Formulation = z.infer<typeof formulationSchema>

/** `*` for every drug, ids of substances, `@` ids of classes, and beginnings of ATC codes. */
const selectors = z.array(z.string().min(1)).min(1)
const isoDay = z.iso.date()

/** Where a row comes from: `opened` when its source was read for it, `recalled` when a pharmacist still has to compare it. */
const provenance = {
  source: z.string(),
  opened: isoDay.optional(),
  recalled: z.literal(true).optional(),
}
const named = { zh: z.string().min(1), en: z.string().min(1) }
const amount = z.strictObject({
  value: z.number().positive(),
  unit: z.enum(['mg', 'IU']),
  perKilogram: z.literal(true).optional(),
})
export type Amount = z.infer<typeof amount>

/** What every row that warns has: `zh` and `en` say what may happen and what to do. */
const warns = { id: z.string().min(3).max(120), severity: severitySchema, ...named, ...provenance }
/** When a row holds, beyond its drugs. */
const when = {
  /** Also for drugs that stay where they are put (inhaled, on the skin, in the eye). */
  anyRoute: z.boolean().optional(),
  routes: z.array(z.string()).optional(),
  notRoutes: z.array(z.string()).optional(),
  /** Drugs that the selectors hold and the row does not mean. */
  except: z.array(z.string()).optional(),
  /** Ages in years: under, or from. */
  under: z.number().positive().optional(),
  over: z.number().positive().optional(),
  unlessText: cueSchema.optional(),
  ifText: cueSchema.optional(),
  unlessCondition: z.array(z.string()).optional(),
  notIf: z.array(z.string()).optional(),
  /** Only for a patient with one of these. */
  ifCondition: z.array(z.string()).optional(),
  /** Silent where the ordered day's dose is known and within it. */
  maxDaily: amount.optional(),
  maxDailyFlat: amount.optional(),
  /** Silent up to this day's dose. */
  aboveDaily: amount.optional(),
  formulation: formulationSchema.optional(),
}
const drugRow = { ...warns, ...when, drugs: selectors }

export const interactionRow = z.strictObject({
  ...warns,
  ...when,
  a: selectors,
  b: selectors,
  exceptPairs: z.array(z.tuple([z.string(), z.string()])).optional(),
})
export const incompatibilityRow = z.strictObject({
  ...warns,
  ...when,
  a: selectors,
  b: selectors,
  /** Only where both go into one bag or one line. */
  sameLine: z.boolean().optional(),
  unless: cueSchema.optional(),
})
export const kidneyRow = z.strictObject({ ...drugRow, below: z.number().positive() })
export const liverRow = z.strictObject({
  ...drugRow,
  /** From this class on; cirrhosis without class counts as A. */
  childPugh: z.enum(['A', 'B', 'C']).optional(),
  state: z.enum(['active', 'decompensated', 'encephalopathy']).optional(),
})
export const pregnancyRow = z.strictObject({
  ...drugRow,
  fromWeek: z.number().optional(),
  toWeek: z.number().optional(),
})
export const plainRow = z.strictObject(drugRow)
export const diseaseRow = z.strictObject({
  ...drugRow,
  conditions: z.array(z.string()).min(1),
  needs: z.array(z.string()).optional(),
  needsLab: z.literal('platelets50').optional(),
})
export const duplicateRow = z.strictObject({
  ...warns,
  ...when,
  members: selectors,
  byPart: z.boolean().optional(),
  exceptPairs: z.array(z.tuple([z.string(), z.string()])).optional(),
})
export const allergyRow = z.strictObject({
  id: z.string(),
  names: z.array(z.string().min(1)).min(1),
  own: selectors,
  /** Only where the text names the group: its drugs have nearer groups, or it is an excipient of them. */
  namesOnly: z.literal(true).optional(),
  cross: z.array(z.strictObject({ drugs: selectors, severity: severitySchema })).optional(),
  ...named,
  ...provenance,
})
const limit = z.strictObject({ value: z.number().positive(), perKilogram: z.literal(true).optional() })
export const doseRow = z.strictObject({
  id: z.string(),
  drugs: selectors,
  population: z.enum(['adult', 'child', 'any', 'from60', 'from65', 'from75']),
  route: z.enum(['any', 'oral', 'parenteral', 'intravenous', 'intramuscular', 'transdermal']),
  unit: z.enum(['mg', 'IU', 'μg/h']),
  single: limit.optional(),
  daily: limit.optional(),
  only: z.enum(['weekly', 'repeated', 'conventional']).optional(),
  severity: severitySchema,
  ...provenance,
})
const substanceRow = z.strictObject({
  id: z.string(),
  ...named,
  atc: z.array(z.string()).optional(),
  /** Brands, old names and abbreviations. */
  names: z.array(z.string().min(1)).optional(),
  /** Ids of what a mixture holds. */
  parts: z.array(z.string()).optional(),
  ...provenance,
})
export type Substance = z.infer<typeof substanceRow>
const classRow = z.strictObject({ id: z.string(), ...named, members: selectors })
const conditionRow = z.strictObject({
  id: z.string(),
  ...named,
  phrases: z.array(z.string().min(1)),
  icd10: z.array(z.string()).optional(),
})

const table = <S extends z.ZodType>(row: S) =>
  z.strictObject({ version: z.string(), year: z.number(), rows: z.array(row) })

export const sourcesSchema = z.strictObject({
  version: z.string(),
  sources: z.record(z.string(), z.strictObject({ 'zh-CN': z.string(), en: z.string(), year: z.int() })),
})

/** The tables as their files hold them. */
export const TABLE_SCHEMAS = {
  substances: table(substanceRow),
  classes: table(classRow),
  conditions: table(conditionRow),
  interactions: table(interactionRow),
  kidney: table(kidneyRow),
  liver: table(liverRow),
  pregnancy: table(pregnancyRow),
  lactation: table(plainRow),
  age: table(plainRow),
  disease: table(diseaseRow),
  limits: table(doseRow),
  duplicates: table(duplicateRow),
  allergies: table(allergyRow),
  routes: table(plainRow),
  incompatibilities: table(incompatibilityRow),
}
export type TableName = keyof typeof TABLE_SCHEMAS
export type RowOf<N extends TableName> = z.infer<(typeof TABLE_SCHEMAS)[N]>['rows'][number]

/** Tables whose rows warn. */
export const WARNING_TABLES = [
  ...(['interactions', 'limits', 'kidney', 'liver', 'pregnancy', 'lactation', 'age', 'disease'] as const),
  ...(['duplicates', 'allergies', 'routes', 'incompatibilities'] as const),
] as const satisfies readonly TableName[]

/** Tables of which a hospital may have rows of its own; drugs first, which the others name. */
export const HOSPITAL_TABLES = ['substances', ...WARNING_TABLES] as const
export type HospitalTable = (typeof HOSPITAL_TABLES)[number]

/** How a row of one version stands to another. */
export const ROW_CHANGES = ['added', 'changed', 'removed'] as const
export type RowChange = (typeof ROW_CHANGES)[number]
