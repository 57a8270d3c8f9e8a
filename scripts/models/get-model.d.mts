import type { Probe, Say } from './conditions.d.mts'

export interface GetModelOptions {
  root: string
  stateDir: string
  id: string | undefined
  /** A file, a folder or a URL to try first. */
  from?: string | undefined
  acceptTerms?: boolean | (() => Promise<boolean>)
  probe?: Probe
  say?: Say
  env?: Record<string, string | undefined>
  out?: { isTTY?: boolean; write(text: string): unknown }
  origins?: readonly string[]
  signal?: AbortSignal
  /** Milliseconds without a byte after which a source has stalled. */
  stallMs?: number
}
export function getModel(options: GetModelOptions): Promise<{ files: string[]; fetched: boolean }>
