import { z } from 'zod'

/** What in a recommendation a physician confirms before it leaves the screen. */
export const HIGH_RISK_KINDS = ['dose', 'drug_change', 'procedure'] as const
export const highRiskKindSchema = z.enum(HIGH_RISK_KINDS)
export type HighRiskKind = z.infer<typeof highRiskKindSchema>
