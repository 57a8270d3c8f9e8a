import { existsSync } from 'node:fs'
import path from 'node:path'

/** Where `npm run gpu:libs` puts NVIDIA's libraries. */
export const gpuLibraries = (stateDir: string): string => path.join(stateDir, 'gpu-libs')

/**
 * What a process that loads llama.cpp gets in its environment so that the loader finds these libraries, before any others:
 * they are those of one version, and checked. Nothing where they were not fetched.
 */
export function gpuLibraryPath(
  env: Readonly<Record<string, string | undefined>>,
  stateDir: string,
): { LD_LIBRARY_PATH?: string } {
  const folder = gpuLibraries(stateDir)
  if (!existsSync(folder)) return {}
  return { LD_LIBRARY_PATH: [folder, env['LD_LIBRARY_PATH']].filter(Boolean).join(':') }
}
