/** What may be wrong with a control. */
export const FAULTS = ['missing', 'notNumber', 'between', 'least', 'most', 'pattern'] as const
export type Fault = (typeof FAULTS)[number]

/** The sentence for each fault, with `{min}` and `{max}` where the bounds stand. */
export type FaultTexts = Record<Fault, string>
