import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { GpuReport } from '@/lib/inference/gpu/contract'
import { BACKENDS, CARD_FIELDS, reportOf, type GpuFacts } from '@/lib/inference/gpu/gpu-report'

/** A card that does not answer must not hold up the start. */
const ANSWER_WITHIN_MS = 5000

type Environment = Readonly<Record<string, string | undefined>>
export interface Machine {
  /** Folder that `dev`, `proc` and `sys` are in: `/`, or a stand-in. */
  root: string
  /** The folder of the installed packages. */
  packages: string
  arch: string
  env: Environment
}
export interface Question {
  id: string
  command: string
  args: string[]
  options: { env: NodeJS.ProcessEnv; encoding: 'utf8'; timeout: number }
}

/** This machine as the process with this environment meets it: where its files begin, where the packages are. */
export const thisMachine = (env: Environment): Machine => ({
  root: '/',
  packages: 'node_modules',
  arch: process.arch,
  env,
})

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function opens(file: string): boolean {
  try {
    accessSync(file, constants.R_OK | constants.W_OK)
    return true
  } catch {
    return false
  }
}

/** NVIDIA display devices (PCI vendor 0x10de, class 0x03) on the bus, with a driver or without. */
function pciCards(root: string): number {
  const devices = path.join(root, 'sys/bus/pci/devices')
  return namesIn(devices).filter(
    (name) =>
      textOf(path.join(devices, name, 'vendor')) === '0x10de' &&
      textOf(path.join(devices, name, 'class')).startsWith('0x03'),
  ).length
}

function modelNames(root: string): string[] {
  const cards = path.join(root, 'proc/driver/nvidia/gpus')
  return namesIn(cards).flatMap((name) => {
    const [, model] = /^Model:\s*(.+)$/m.exec(textOf(path.join(cards, name, 'information'))) ?? []
    return model ? [model.trim()] : []
  })
}

const backendFile = ({ packages, arch }: Machine, { folder }: { folder: string }): string =>
  arch === 'x64' ? path.join(packages, '@node-llama-cpp', folder, 'libggml-cuda.so') : ''

/** What the files of the machine tell. */
function filesOf({ root, env }: Machine): Omit<GpuFacts, 'smi' | 'ldd'> {
  return {
    visible: env['CUDA_VISIBLE_DEVICES'],
    pciCards: pciCards(root),
    models: modelNames(root),
    driverText: `${textOf(path.join(root, 'proc/driver/nvidia/version'))}\n`,
    deviceOpens: opens(path.join(root, 'dev/nvidiactl')),
  }
}

/**
 * The programs to ask for the rest, none on a machine without a card: nvidia-smi for the cards, and for each backend that
 * is installed ldd, which asks the loader itself what it would not find (ld.so.cache, LD_LIBRARY_PATH, run path).
 */
export function questionsFor(machine: Machine): Question[] {
  const { root, env } = machine
  const { pciCards: onBus, models } = filesOf(machine)
  if (onBus === 0 && models.length === 0 && !existsSync(path.join(root, 'dev/nvidiactl'))) return []
  const smi = { id: 'smi', command: 'nvidia-smi', args: [`--query-gpu=${CARD_FIELDS}`, '--format=csv,noheader,nounits'] } // prettier-ignore
  // The fallback backend finds its own base library in the folder of the first.
  const base = path.dirname(backendFile(machine, BACKENDS[0]))
  const search = [env['LD_LIBRARY_PATH'], base].filter(Boolean).join(':')
  const installed = BACKENDS.filter((backend) => existsSync(backendFile(machine, backend)))
  const loader = installed.map((backend) => ({
    id: backend.id,
    command: 'ldd',
    args: [backendFile(machine, backend)],
  }))
  return [smi, ...loader].map((question) => ({
    ...question,
    options: {
      env: { ...env, LC_ALL: 'C', LD_LIBRARY_PATH: search } as unknown as NodeJS.ProcessEnv,
      encoding: 'utf8' as const,
      timeout: ANSWER_WITHIN_MS,
    },
  }))
}

/** The report, given what each program that was asked has printed; null for one that could not be run. */
export function reportFrom(machine: Machine, answers: Readonly<Record<string, string | null>>): GpuReport {
  const { smi = null, ...loader } = answers
  // Where there is no ldd to ask, nothing can be said to be missing.
  const ldd = Object.fromEntries(Object.entries(loader).map(([id, text]) => [id, text ?? '']))
  return reportOf({ ...filesOf(machine), smi, ldd })
}

/** Reads cards, driver and libraries of this machine and waits for it: for commands, not for a server. */
export function readGpu(machine: Machine): GpuReport {
  const answers = questionsFor(machine).map(({ id, command, args, options }) => {
    const { status, stdout } = spawnSync(command, args, options)
    return [id, status === 0 ? stdout : null] as const
  })
  return reportFrom(machine, Object.fromEntries(answers))
}
