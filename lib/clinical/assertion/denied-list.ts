/** An or goes on with what is denied. */
export const OR = /\b(?:or|nor)\b/
/** no headache, rash on both legs; no jaundice, abdomen distended: a member with its place or a state may be there. */
export const PLACED =
  /^ ?(?!(?:change|pain|difficulty|blood|shortness|loss)\b)[a-z]+(?: [a-z]+){0,2} (?:on|over|down|across|around|to) (?:the |both |his |her |all |one )|^ ?free (?:fluid|gas|air)$|\b(?:distended|swollen|tender|enlarged|elevated|dilated|obese|intact|normal|clear|stable|soft|brisk|reduced)$/
/** no stridor, wheeze bilaterally; no cough, haemoptysis once: what is told more of than its name is there, unless an or goes on with the list. */
export const OF_ITS_OWN =
  /\b(?:bilateral(?:ly)?|mild(?:ly)?|moderate(?:ly)?|severe(?:ly)?|marked|some|occasional(?:ly)?|intermittent|pitting|left|right|coarse|fine|bibasal|basal|diffuse|widespread|once|twice|thrice|purulent|green|daily|nightly|overnight|tonight|yesterday|sharp|dull|large|small|raised|palpable|visible|audible|throughout|all over|at rest|on exertion|to (?:the )?(?:knees?|shins?|ankles?|mid-?\w+)|easily|often|always|sometimes|every|again|still|at night|in the (?:morning|evening)s?|after (?:meals|food|eating)|old|longstanding|long-standing)\b|\+/

const TURNS = /\b(?:but|however|although|though|except|yet|apart from|other than)\b|但|惟|唯有/
/** A list up to the word that turns to what is there: palpitations or syncope but dyspnoea. */
export const untilTurn = (clause: string): string => {
  const at = clause.search(TURNS)
  return at > 0 ? clause.slice(0, at) : clause
}

const OF_NOUNS = /\b(?:no|nil|without) ?$/
const STATED =
  /^ ?(?:is |now |still |remains |very |a bit |slightly |mildly |more |increasingly )?(?:confused|drowsy|agitated|disorient(?:at)?ed|delirious|jaundiced|icteric|pale|cyanosed|dehydrated|breathless|tachypnoeic|tachycardic|bradycardic|hypotensive|hypertensive|hypoxic|febrile|pyrexial|wheezy|sweaty|clammy|diaphoretic|unwell|septic|lethargic|encephalopathic|anuric|oliguric|constipated|incontinent)\b/
/** no focal deficit, confused: a no denies names, and what is told of the patient by an adjective is there, unless an or goes on. */
export const isStateBehindNo = (cue: string, clause: string, sentence: string): boolean =>
  OF_NOUNS.test(cue) && STATED.test(clause) && !OR.test(sentence)

/** Murmur not heard, bilateral crackles: what closes its clause denies what stands in front of it, and nothing behind. */
export const ENDS_AT_ONCE =
  /^(?: (?:heard|felt|seen|found|palpable|palpated|elicited|noted|audible|visible|detected|present|obvious|apparent|appreciated|demonstrated|identified|reported|mentioned|documented|observed|raised|enlarged|tender|swollen|distended))?(?=[,.;，。；]|$)/

/** Whether a line that ends at a place ends within a list. */
export const listsOn = (text: string, at: number): boolean =>
  /[、，,] ?$/.test(text.slice(Math.max(0, at - 2), at))

/** 无发热，咳嗽、咳痰，无胸痛: a clause behind which a denial begins anew. */
export const DENIES_ANEW = /^[，,] ?(?:无|未|否认|没)/
