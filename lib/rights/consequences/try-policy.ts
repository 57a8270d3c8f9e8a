import 'server-only'
import { audit } from '@/lib/audit/feature'
import { auth } from '@/lib/auth/feature'
import { batch } from '@/lib/batch/feature'
import { consult } from '@/lib/consult/feature'
import { AppError } from '@/lib/errors/app-error'
import type { Policy } from '@/lib/feature/define-feature'
import { inference } from '@/lib/inference/feature'
import { COUNTED_POLICIES, type Consequences } from '@/lib/rights/consequences/contract'
import { documentsOffered } from '@/lib/rights/consequences/count-documents'
import {
  approversUnder,
  changesWaiting,
  peopleLosingBatch,
  peopleMissing,
  severalRoles,
} from '@/lib/rights/consequences/count-people'
import {
  answersUnsourced,
  peopleOver,
  questionsNaming,
  recordsBefore,
  warningsGone,
} from '@/lib/rights/consequences/count-records'
import {
  adminsSignedIn,
  directorySilent,
  everybodySignedIn,
  underLimits,
} from '@/lib/rights/consequences/count-sessions'

type Counts = Consequences['counts']

/** The value as its policy takes it. Throws AppError `invalid_input`. */
function valueFor<P extends Policy>({ schema }: P, value: unknown): ReturnType<P['schema']['parse']> {
  const { data } = schema.safeParse(value)
  if (data === undefined) throw new AppError('invalid_input', { fields: 'value' })
  return data as ReturnType<P['schema']['parse']>
}

/** What each of these policies would do, counted now. */
const COUNTS: Readonly<Record<(typeof COUNTED_POLICIES)[number], (value: unknown) => Promise<Counts>>> = {
  sessions: (value) => underLimits(valueFor(auth.policies.sessions, value)),
  directory: (value) => directorySilent(valueFor(auth.policies.directory, value).graceSeconds),
  recheck: async (value) => {
    valueFor(auth.policies.recheck, value)
    return peopleMissing()
  },
  audit: (value) => recordsBefore(valueFor(audit.policies.audit, value).retentionMonths),
  fourEyes: async (value) => {
    valueFor(audit.policies.fourEyes, value)
    return [...(await approversUnder(null)), ...(await changesWaiting())]
  },
  approvals: (value) => approversUnder(valueFor(audit.policies.approvals, value).newcomerHours),
  separation: async (value) => {
    valueFor(auth.policies.separation, value)
    return severalRoles()
  },
  confirmation: async (value) => {
    valueFor(auth.policies.confirmation, value)
    return adminsSignedIn()
  },
  privacyGuard: async (value) => {
    valueFor(inference.policies.privacyGuard, value)
    return [...(await everybodySignedIn()), ...(await questionsNaming())]
  },
  sources: async (value) => {
    const { mode } = valueFor(consult.policies.sources, value)
    return [...(await documentsOffered()), ...(mode === 'required' ? await answersUnsourced() : [])]
  },
  review: (value) => warningsGone('review', valueFor(consult.policies.review, value).switchedOff),
  redFlags: (value) => warningsGone('redFlags', valueFor(consult.policies.redFlags, value).switchedOff),
  limits: (value) => peopleOver(valueFor(consult.policies.limits, value).questionsPerHour, 'any'),
  rounds: (value) => peopleOver(valueFor(consult.policies.rounds, value).questionsPerHour, 'rounds'),
  batch: (value) => peopleLosingBatch(valueFor(batch.policies.batch, value)),
}

/** What a policy would do, counted now; of one that is saved at once, who is signed in. Throws AppError `invalid_input`. */
export async function tryPolicy({ key, value }: { key: string; value: unknown }): Promise<Consequences> {
  const counted = COUNTED_POLICIES.find((one) => one === key)
  const counts = counted ? await COUNTS[counted](value) : await everybodySignedIn()
  return { person: null, gains: [], loses: [], counts }
}
