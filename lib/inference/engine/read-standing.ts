import 'server-only'
import type { Standing } from '@/lib/inference/contract'
import type { ModelProfile } from '@/lib/inference/engine/catalogue'
import { bindingOf } from '@/lib/release/binding'
import { evaluationFiles, evaluationWith } from '@/lib/release/read-evaluations'
import { readReleases, releasesStamp } from '@/lib/release/releases-file'

export interface StandingOfModel {
  standing: Standing
  /** What a release of the model as it runs now is bound to; null where it cannot be released. */
  binding: string | null
}

interface Judged {
  profile: Pick<ModelProfile, 'role' | 'promptFormat' | 'sampling'>
  /** SHA-256 of the model's files. */
  sha256: string
  kvType: ModelProfile['kvType']
}

function readNow({ profile, sha256, kvType }: Judged): StandingOfModel {
  const { promptFormat, sampling } = profile
  const evaluation = evaluationWith(sha256, { promptFormat, sampling, kvType })
  if (!evaluation) return { standing: 'unreleased', binding: null }
  const binding = bindingOf({ sha256, promptFormat, sampling, kvType, evaluation: evaluation.sha256 })
  const released = readReleases().some((one) => one.sha256 === sha256 && one.binding === binding)
  return { standing: released ? 'released' : 'unreleased', binding }
}

/**
 * Tells a model's standing whenever it is asked: the files of releases and evaluations are looked at each time and read when
 * they changed, so an approval, a withdrawal or a new evaluation counts without a restart. A release lapses by itself when
 * hash, format, sampling, KV type or evaluation are no longer those it is bound to. Demo and evaluation models have no release.
 */
export function standingOf(judged: Judged): () => StandingOfModel {
  const { role } = judged.profile
  if (role !== 'clinical') return () => ({ standing: role, binding: null })
  let known: (StandingOfModel & { stamp: string }) | null = null
  return () => {
    const stamp = [releasesStamp(), ...evaluationFiles().map((file) => file.stamp)].join('\n')
    if (known?.stamp !== stamp) known = { stamp, ...readNow(judged) }
    const { standing, binding } = known
    return { standing, binding }
  }
}
