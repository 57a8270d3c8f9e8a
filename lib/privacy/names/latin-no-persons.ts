import cues from '@/lib/privacy/names/latin-evidence.json'

/** Authors of what is cited, and journals: "et al" or a volume with its pages stands behind, which is no time of the day. */
const CITED =
  /^[^\n]{0,110}?(?:\bet al\b|(?:\p{L}\.?|;|\)) ?\d{1,4}(?:\([\w ]{1,6}\))?:(?!\d\d\b(?![–-]\d{2,5}\b(?!:)))[A-Z]?\d{1,5}\b(?!:)|\d{4};\d{1,4}[:(])/u
/** Whether the text behind a name makes it an author or a journal of something cited. */
export const isCited = (behind: string): boolean => CITED.test(behind)

const EPONYM_PAIRS = new Set<string>(cues.eponymPairs)
/** Ann Arbor, Grey Turner: what stages and signs are named after in two words. */
export const isEponymPair = (surface: string): boolean => EPONYM_PAIRS.has(surface)
