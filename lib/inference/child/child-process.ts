import 'server-only'
import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { env, environmentOf, statePath } from '@/lib/config/env'
import { bestConfinement, confined, type Confinement } from '@/lib/inference/child/confine'
import type { FromChild } from '@/lib/inference/child/protocol'
import { poolSize } from '@/lib/inference/gpu/pool-size'

/** Made by the build from lib/inference/child/main.ts. */
const BUNDLE = path.join('.next', 'engine-child.mjs')

/** Settings the engine process gets; secrets of the portal are not among them. */
const PASSED_ON = [
  'PATH',
  'LANG',
  'TMPDIR',
  'NODE_ENV',
  'LOG_LEVEL',
  'MODEL_PATH',
  'CONTEXT_TOKENS',
  'MAX_PARALLEL',
  'MAX_QUEUE',
  'CPU_THREADS',
  'GPU',
  'KV_TYPE',
  'MODEL_AT_START',
  'WATCHDOG_SECONDS',
  'LD_LIBRARY_PATH',
  'CUDA_VISIBLE_DEVICES',
]

/** The engine process with how well it is confined. */
export interface ConfinedChild {
  child: ChildProcess
  confinement: Confinement
}

/** The model the engine will be told of, where it is named. */
const modelFiles = (): string[] => Object.values(environmentOf(['MODEL_PATH', 'MODEL_AT_START']))

/** Starts the engine process, kept apart from the portal as well as the machine allows. */
export function startChild(
  bundle: string = path.resolve(BUNDLE),
  confinement: Confinement = bestConfinement([bundle, process.execPath, ...modelFiles()]),
): ConfinedChild {
  const passed = environmentOf(PASSED_ON)
  // Nobody opens an inspector in the process that holds the questions.
  const line = confined([process.execPath, '--disable-sigusr1', bundle], confinement)
  const child = spawn(line[0] ?? process.execPath, line.slice(1), {
    env: {
      ...passed,
      UV_THREADPOOL_SIZE: poolSize(passed),
      STATE_DIR: statePath(),
      // Its user has no home, and node-llama-cpp asks for one.
      HOME: statePath(),
      NODE_ENV: env().NODE_ENV,
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
  return { child, confinement }
}

/** The messages of the engine process in the form of the protocol. */
export function onMessage(child: ChildProcess, handle: (message: FromChild) => void): void {
  child.on('message', (message) => {
    handle(message as FromChild)
  })
}
