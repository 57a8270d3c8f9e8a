import { assertComments } from '@/lib/clinical/assertion/assert-comments'
import { assertConditions } from '@/lib/clinical/assertion/assert-conditions'
import { assertDrugs } from '@/lib/clinical/assertion/assert-drugs'
import { assertEnglish } from '@/lib/clinical/assertion/assert-english'
import { assertEndings } from '@/lib/clinical/assertion/assert-endings'
import { assertPending } from '@/lib/clinical/assertion/assert-pending'
import { assertFrames } from '@/lib/clinical/assertion/assert-frames'
import { assertRecoveries } from '@/lib/clinical/assertion/assert-recoveries'
import { assertVerdicts } from '@/lib/clinical/assertion/assert-verdicts'
import { assertWarnings } from '@/lib/clinical/assertion/assert-warnings'
import type { AssertedPlace, Assertion } from '@/lib/clinical/assertion/assertion'
import type { NoteSection } from '@/lib/clinical/text/find-sections'

interface Told {
  places: readonly AssertedPlace[]
  assertions: readonly Assertion[]
}

/**
 * Looks again at what the cues of one clause have said, by what stands further off: of drugs their verbs, of conditions how they
 * ended and from when they are, what is to come, what is warned of, the verdict of a sentence that weighs and what a clause
 * tells of the name that it puts first.
 */
export function lookAgain(
  text: string,
  { edges, sections }: { edges: Uint8Array; sections: readonly NoteSection[] },
  told: Told,
): void {
  assertDrugs(text, edges, told)
  assertEndings(text, edges, told)
  assertRecoveries(text, told)
  assertConditions(text, edges, told)
  assertPending(text, sections, told)
  assertWarnings(text, edges, told)
  assertVerdicts(text, edges, told)
  assertEnglish(text, edges, told)
  assertComments(text, edges, told)
  assertFrames(text, edges, told)
}
