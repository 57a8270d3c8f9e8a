import { existsSync } from 'node:fs'
import path from 'node:path'

/** Where `npm run gpu:libs` puts NVIDIA's libraries. */
export const gpuLibraries = (stateDir: string): string => path.join(stateDir, 'gpu-libs')

/** Where a release brings them: beside its application. */
const broughtLibraries = (root: string): string => path.join(root, '..', 'gpu-libs')

/**
 * What a process that loads llama.cpp gets in its environment so that the loader finds these libraries, before any others:
 * they are those of one version, and checked. Fetched ones come before those that the release in `root` brings. Nothing where there
 * are neither.
 */
export function gpuLibraryPath(
  env: Readonly<Record<string, string | undefined>>,
  { stateDir, root }: { stateDir: string; root: string },
): { LD_LIBRARY_PATH?: string } {
  const folder = [gpuLibraries(stateDir), broughtLibraries(root)].find((one) => existsSync(one))
  if (folder === undefined) return {}
  return { LD_LIBRARY_PATH: [folder, env['LD_LIBRARY_PATH']].filter(Boolean).join(':') }
}
