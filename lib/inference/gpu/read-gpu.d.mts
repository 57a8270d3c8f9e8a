import type { GpuReport } from './gpu-report.mjs'

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
export function thisMachine(env: Environment): Machine
export function questionsFor(machine: Machine): Question[]
export function reportFrom(machine: Machine, answers: Readonly<Record<string, string | null>>): GpuReport
export function readGpu(machine: Machine): GpuReport
