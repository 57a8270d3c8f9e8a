import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import * as sentence from '@/scripts/sentence.mjs'
import { readCatalogue, type ModelEntry } from '@/lib/inference/models/catalogue'
import { machine, memoryShort, type Probe, type Say } from '@/lib/inference/models/fetch/conditions'
import { ModelFailure, type Words } from '@/lib/inference/models/fetch/failure'
import { getModel } from '@/lib/inference/models/fetch/get-model'
import type { Out } from '@/lib/inference/models/fetch/progress'
import type { Environment } from '@/lib/inference/models/fetch/proxy'
import { reachable } from '@/lib/inference/models/fetch/reachable'

const PROBE_MS = 5_000
/** One Ctrl-C reaches a process under npm twice: from the terminal and from npm. */
const SECOND_SIGNAL_MS = 1_000

/** Whether this start is one of a trial: no model was chosen or dropped in, no hospital's directory, nothing automatic. */
export function isTrial(root: string, env: Environment): boolean {
  if (env['MODEL_PATH'] || env['LDAP_URL'] || env['ENGINE'] === 'remote') return false
  const { EVALUATION_MODEL, NODE_ENV, CI } = env
  if (EVALUATION_MODEL === 'off' || NODE_ENV === 'test' || (CI && CI !== 'false')) return false
  const models = path.join(root, 'models')
  return !existsSync(models) || !readdirSync(models).some((name) => /\.gguf$/i.test(name))
}

const demo = ([zh, en]: Words): [zh: string, en: string] => [
  `${zh}改用随附的演示模型。`,
  `${en} The bundled demo model is used instead.`,
]

interface Offer {
  probe: Probe
  signal: AbortSignal
  entry: ModelEntry
  root: string
  stateDir: string
  env: Environment
  say: Say
  out?: Out | undefined
  probeMs: number
}

async function offer({ entry, probeMs, ...options }: Offer): Promise<void> {
  const { say, signal, probe, env } = options
  const gib = (entry.files.reduce((sum, { bytes }) => sum + bytes, 0) / 1e9).toFixed(1)
  const { name } = entry.licence
  say(
    `首次启动：下载评估模型 ${entry.name}（${gib} GB，${name}，供试用，不得用于临床）。跳过：EVALUATION_MODEL=off 或 Ctrl-C。`,
    `First start: fetching the evaluation model ${entry.name} (${gib} GB, ${name}, for trying out, not for clinical use). To skip: EVALUATION_MODEL=off or Ctrl-C.`,
  )
  const short = memoryShort(entry, probe)
  if (short) {
    say(...demo(short))
    return
  }
  const origins = await reachable({ entry, env, signal }, probeMs)
  if (signal.aborted) return
  if (origins.length === 0) say(...demo(['评估模型的来源都无法访问。', 'No source of it can be reached.']))
  else await getModel({ ...options, id: entry.id, origins })
}

export type OfferOptions = Pick<Offer, 'root' | 'stateDir' | 'env'> &
  Partial<Pick<Offer, 'probe' | 'probeMs' | 'say' | 'out'>>

/**
 * On a first start without a hospital's settings, fetches the catalogue's evaluation model, so that what is tried is more
 * than the bundled demo model. Whatever goes wrong, and one Ctrl-C, ends in a sentence and leaves the demo model in use;
 * it never rejects for want of the model.
 */
export async function offerEvaluationModel({ root, stateDir, env, ...given }: OfferOptions): Promise<void> {
  if (!isTrial(root, env)) return
  const entry = readCatalogue(root, stateDir).find(
    ({ role, licence }) => role === 'evaluation' && !licence.acceptance,
  )
  if (!entry) return
  const { say = sentence.say, probe = machine, probeMs = PROBE_MS, out } = given
  const stop = new AbortController()
  const skip = (): void => stop.abort()
  process.on('SIGINT', skip)
  try {
    await offer({ root, stateDir, env, entry, say, probe, probeMs, out, signal: stop.signal })
  } catch (error) {
    if (!stop.signal.aborted) {
      if (!(error instanceof ModelFailure)) throw error
      say(...demo([error.zh, error.en]))
    }
  } finally {
    setTimeout(() => process.off('SIGINT', skip), SECOND_SIGNAL_MS).unref()
  }
  if (stop.signal.aborted) {
    say(
      ...demo([
        '\n已跳过评估模型，下次启动时继续。',
        'The evaluation model is skipped; the next start goes on with it.',
      ]),
    )
  }
}
