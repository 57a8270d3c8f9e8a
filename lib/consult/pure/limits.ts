/** Longest question that is read at all. The real limit is the model's context, which is checked in tokens. */
export const QUESTION_MAX_CHARACTERS = 120_000

/** Longest name of a case. */
export const CASE_NAME_MAX = 40
