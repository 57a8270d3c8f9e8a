import words from '@/lib/clinical/facts/allergy-words.json'

/** What a reaction may be called. */
export const REACTION = `(?:${words.reactions})`
/** What only an allergy does; nausea and the like are side effects, unless somebody calls them an allergy. */
export const ALLERGIC = `(?:${words.allergic})`
/** What a drug that is said to have given it must not be given again for, allergy or not. */
export const HARM = `(?:${words.severe}|${words.allergic})`
