/** What a check could use of a patient. */
export const MISSING_FACTS = ['age', 'sex', 'kidney', 'weight', 'liver', 'pregnancy', 'allergies'] as const
/** Kinds of rules that are told of a drug also where they warn of nothing. */
export const LOOKED_KINDS = ['renal', 'hepatic', 'age', 'pregnancy', 'lactation'] as const
/** Looked at and nothing found; a fact is missing for it; or no row speaks of the drug. */
export const LOOKED_STATES = ['clear', 'unknown', 'no_rule'] as const
