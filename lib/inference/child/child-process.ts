import 'server-only'
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { env, environmentOf, statePath } from '@/lib/config/env'
import type { FromChild } from '@/lib/inference/child/protocol'
import { poolSize } from '@/scripts/pool-size.mjs'

/** Made by the build from lib/inference/child/main.ts. */
const BUNDLE = path.join('.next', 'engine-child.mjs')
const MIB = 1024 * 1024

/** Settings the engine process gets; secrets of the portal are not among them. */
const PASSED_ON = [
  'PATH',
  'HOME',
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

/** Runs a program in a network namespace of its own, without any device but a loopback that is down. */
const NO_NETWORK = ['unshare', '--net', '--map-root-user', '--'] as const

/** True when this machine lets the portal give its engine a namespace without network. */
export function networkCanBeCut(): boolean {
  const [command, ...args] = NO_NETWORK
  return spawnSync(command, [...args, 'true'], { stdio: 'ignore' }).status === 0
}

/** Starts the engine process, without network where the machine allows it. */
export function startChild(
  bundle: string = path.resolve(BUNDLE),
  cutNetwork = networkCanBeCut(),
): ChildProcess {
  const passed = environmentOf(PASSED_ON)
  const line = [...(cutNetwork ? NO_NETWORK : []), process.execPath, '--disable-sigusr1', bundle]
  return spawn(line[0] ?? process.execPath, line.slice(1), {
    env: {
      ...passed,
      UV_THREADPOOL_SIZE: poolSize(passed),
      STATE_DIR: statePath(),
      NODE_ENV: env().NODE_ENV,
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  })
}

/** Resident memory of a process in MiB; null when it is gone. */
export function residentMiB(pid: number): number | null {
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
    return (pages * 4096) / MIB
  } catch {
    return null
  }
}

/** The messages of the engine process in the form of the protocol. */
export function onMessage(child: ChildProcess, handle: (message: FromChild) => void): void {
  child.on('message', (message) => {
    handle(message as FromChild)
  })
}
