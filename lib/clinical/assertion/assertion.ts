import type { TermKind, TermStatus } from '@/lib/clinical/contract'

/** What the words around a place say of it (dimensions of ConText, Harkema 2009, with the uses of Chinese ward notes). */
export interface Assertion {
  /** `uncertain` where the reader cannot tell: it is asked about, never an alarm. */
  polarity: 'present' | 'absent' | 'uncertain'
  experiencer: 'patient' | 'relative'
  /** `planned` is ordered or advised and not yet done; `stopped` was taken, or was there, and has ended within the course. */
  time: 'now' | 'past' | 'planned' | 'stopped'
  /** `hypothetical` is watched for or stands under an "if"; `question` stands in a sentence that asks. */
  modality: 'real' | 'hypothetical' | 'question'
  certainty: 'certain' | 'suspected'
}

/** A place of folded text, `to` exclusive. Its kind decides which cues speak of it; without one it is a finding. */
export interface AssertedPlace {
  from: number
  to: number
  kind?: TermKind | 'value' | 'person'
}

/** What a patient has or feels, as it is named: an illness, a complaint or a finding. */
export const isCondition = ({ kind }: AssertedPlace): boolean =>
  kind === undefined || kind === 'diagnosis' || kind === 'finding' || kind === 'symptom'

export const PLAIN: Assertion = {
  polarity: 'present',
  experiencer: 'patient',
  time: 'now',
  modality: 'real',
  certainty: 'certain',
}

/** Whether nothing is said but that the patient has it now. */
export const isPlain = ({ polarity, experiencer, time, modality, certainty }: Assertion): boolean =>
  polarity === 'present' &&
  experiencer === 'patient' &&
  time === 'now' &&
  modality === 'real' &&
  certainty === 'certain'

/** The patient has it or had it. */
export const isPatients = (status: TermStatus): boolean => status === 'affirmed' || status === 'history'

/** An illness that the patient has or had, also one that ended within the course that is told. */
export const wasPatients = (status: TermStatus): boolean => isPatients(status) || status === 'stopped'

/** A drug that the patient takes or is about to get: what is checked for danger. */
export const isTaken = (status: TermStatus): boolean => status === 'affirmed' || status === 'planned'

/** As `isTaken`, and where the reader cannot tell: doubt is shown and warns, but is no fact. */
export const mayBeTaken = (status: TermStatus): boolean => isTaken(status) || status === 'uncertain'

/** The one status that stands for an assertion: what keeps a place from being the patient's present state goes first. */
export function statusOf({ polarity, experiencer, time, modality, certainty }: Assertion): TermStatus {
  if (modality === 'hypothetical') return 'hypothetical'
  if (polarity === 'absent') return 'negated'
  if (experiencer === 'relative') return 'family'
  if (certainty === 'suspected') return 'rule_out'
  if (polarity === 'uncertain') return 'uncertain'
  if (time === 'now') return 'affirmed'
  return time === 'past' ? 'history' : time
}
