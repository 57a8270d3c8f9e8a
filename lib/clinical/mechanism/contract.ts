import { z } from 'zod'

/** What an edge says: the cause brings about, activates or inhibits the effect. */
export const EDGE_KINDS = ['causes', 'activates', 'inhibits'] as const
const edgeKindSchema = z.enum(EDGE_KINDS)
export type EdgeKind = z.infer<typeof edgeKindSchema>

/** A stretch of the source text in UTF-16 code units, end exclusive. */
export const spanSchema = z.object({ start: z.int().nonnegative(), end: z.int().nonnegative() })
export type Span = z.infer<typeof spanSchema>

const nodeSchema = z.object({ id: z.string(), label: z.string() })
const edgeSchema = z.object({
  from: z.string(),
  to: z.string(),
  kind: edgeKindSchema,
  /** The words of the source that say so, from the first to the last of cause, connective and effect. */
  words: z.string(),
  span: spanSchema,
  /** Who read it out of the text: the rules, or the model with words that the rules found in the text again. */
  origin: z.enum(['rule', 'model']),
})
export const mechanismGraphSchema = z.object({
  nodes: z.array(nodeSchema),
  /** In the order of the text: the order of the steps. */
  edges: z.array(edgeSchema),
  /** True when the text holds more than is drawn. */
  truncated: z.boolean(),
})
export type MechanismGraph = z.infer<typeof mechanismGraphSchema>

/** The most a drawing holds: beyond it nobody can read it on a wall. */
export const NODES_MAX = 40
export const EDGES_MAX = 60

const bilingual = z.object({ zh: z.string().min(1), en: z.string().min(1) })

/** A mechanism written and referenced beforehand, in `prepared/*.json`. */
export const preparedMechanismSchema = z.object({
  id: z.string(),
  version: z.string(),
  title: bilingual,
  /** What the mechanism leaves out, in one sentence. */
  scope: bilingual,
  sources: z.array(z.object({ id: z.string(), citation: z.string(), year: z.int() })).min(1),
  nodes: z.array(z.object({ id: z.string(), label: bilingual })),
  edges: z.array(
    z.object({
      from: z.string(),
      to: z.string(),
      kind: edgeKindSchema,
      words: bilingual,
      /** Ids of the sources that the step rests on. */
      sources: z.array(z.string()).min(1),
    }),
  ),
})
export type PreparedMechanism = z.infer<typeof preparedMechanismSchema>
