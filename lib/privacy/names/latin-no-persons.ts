import type { Span } from '@/lib/clinical/contract'
import { isTradeName } from '@/lib/privacy/names/latin-classes'
import cues from '@/lib/privacy/names/latin-evidence.json'

/** Authors of what is cited, and journals: "et al" or a volume with its pages stands behind, which is no time of the day. */
const CITED =
  /^[^\n]{0,110}?(?:\bet al\b|(?:\p{L}\.?|;|\)) ?\d{1,4}(?:\([\w ]{1,6}\))?:(?!\d\d\b(?![–-]\d{2,5}\b(?!:)))[A-Z]?\d{1,5}\b(?!:)|\d{4};\d{1,4}[:(])/u
/** Whether the text behind a name makes it an author or a journal of something cited. */
export const isCited = (behind: string): boolean => CITED.test(behind)

/** What is done with a medicine or a device. */
const PRESCRIBED_BEHIND =
  /^,? (?:stopped|started|restarted|commenced|continued|held|withheld|discontinued|fitted|removed|inserted|replaced|in situ|prescribed|prn|od|bd|tds|qds|daily|nocte|mane|tablets?|pills?|coil|patch|ring|implant|injections?|\d+(?:\.\d+)? ?(?:mg|mcg|ml|units))(?!\p{L})/iu
const PRESCRIBED_BEFORE =
  /\b(?:stop(?:ped)?|start(?:ed)?|restart(?:ed)?|takes?|taking|took|continue[sd]?|(?:switch|chang)(?:ed?)? (?:to|from)|using|uses|prescribed|hold|held|withhold|on) $/i

/** Whether a name at a place is that of a medicine or a device: Yasmin stopped, start Alli. */
export const isPrescribed = (text: string, { start, end, surface }: Span): boolean =>
  isTradeName(surface) &&
  (PRESCRIBED_BEHIND.test(text.slice(end, end + 24)) ||
    PRESCRIBED_BEFORE.test(text.slice(Math.max(0, start - 20), start)))

const EPONYM_PAIRS = new Set<string>(cues.eponymPairs)
/** Ann Arbor, Grey Turner: what stages and signs are named after in two words. */
export const isEponymPair = (surface: string): boolean => EPONYM_PAIRS.has(surface.replace(/ \p{Lu}$/u, ''))
