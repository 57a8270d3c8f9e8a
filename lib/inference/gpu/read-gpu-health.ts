import 'server-only'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { environmentOf } from '@/lib/config/env'
import {
  countXids,
  HEALTH_FIELDS,
  parseHealth,
  type CardHealth,
  type XidCount,
} from '@/lib/inference/gpu/gpu-health'
import { processSingleton } from '@/lib/shared/process-singleton'
import { noAnswer, recentAnswer } from '@/lib/shared/recent-answer'

/** A card that does not answer must not hold up a scrape. */
const ANSWER_WITHIN_MS = 4000
/** Several series are read at one scrape from one answer. */
const KEEP_MS = 10_000
const LONGEST_LOG_BYTES = 16 * 1024 * 1024

/** Where the device and the programs are: this machine, or a stand-in. */
interface Place {
  root: string
  env: Readonly<Record<string, string>>
}
const here = (): Place => ({ root: '/', env: environmentOf(['PATH']) })

/** What a program prints; null when it is not there, may not, fails or does not answer in time. */
function ask(command: string, args: string[], env: Place['env']): Promise<string | null> {
  const options = {
    env: { ...env, LC_ALL: 'C' } as unknown as NodeJS.ProcessEnv,
    timeout: ANSWER_WITHIN_MS,
    maxBuffer: LONGEST_LOG_BYTES,
  }
  return new Promise((resolve) => {
    execFile(command, args, options, (error, stdout) => {
      resolve(error ? null : stdout)
    })
  })
}

/** How the NVIDIA cards are. No cards where there are none; `xids` null where the log of the kernel may not be read. */
export interface GpuHealth {
  cards: readonly CardHealth[]
  xids: readonly XidCount[] | null
}

async function read({ root, env }: Place): Promise<GpuHealth> {
  if (!existsSync(path.join(root, 'dev/nvidiactl'))) return { cards: [], xids: null }
  const [smi, log] = await Promise.all([
    ask('nvidia-smi', [`--query-gpu=${HEALTH_FIELDS}`, '--format=csv,noheader,nounits'], env),
    ask('dmesg', ['--color=never'], env),
  ])
  return { cards: parseHealth(smi ?? ''), xids: log === null ? null : countXids(log) }
}

/** Temperature, memory errors and Xid messages of the cards, at most some seconds old. Nothing is asked where there is no card. Never throws. */
export const readGpuHealth = (place: Place = here()): Promise<GpuHealth> =>
  recentAnswer(
    processSingleton('gpu-health', () => noAnswer<GpuHealth>()),
    KEEP_MS,
    () => read(place),
  )
