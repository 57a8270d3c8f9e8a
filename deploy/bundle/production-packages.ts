import { z } from 'zod'

/** Some packages name one platform, others a list. */
const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]).optional()
const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      name: z.string().optional(),
      version: z.string().optional(),
      dev: z.boolean().optional(),
      devOptional: z.boolean().optional(),
      license: z.string().optional(),
      integrity: z.string().optional(),
      os: oneOrMore,
      cpu: oneOrMore,
      libc: oneOrMore,
    }),
  ),
})

/** A package that a release carries: where it lies, and what the lock file says of it. */
export interface ReleasePackage {
  /** Relative to the project, for example `node_modules/zod`. */
  folder: string
  name: string
  version: string
  licence: string | null
  /** As npm writes it, for example `sha512-…`; null where the lock file has none. */
  integrity: string | null
}

/** What is built for this processor and system and yet serves nobody in a release. */
const NOT_NEEDED = [
  // Drivers of graphics cards of other makes: a hospital's card is NVIDIA's, else the processor computes.
  /^node_modules\/@node-llama-cpp\/linux-x64-vulkan$/,
  // For other processors, though they may be installed on this one.
  /^node_modules\/@node-llama-cpp\/linux-arm/,
  // Images are served as they are.
  /^node_modules\/(sharp|@img)(\/|$)/,
  // Compilers: the build is done. Next reads its settings with those of @swc and @next.
  /^node_modules\/(@tailwindcss|tailwindcss|lightningcss|@esbuild|typescript)(\/|-|$)/,
  // Parts of pages, which the build holds.
  /^node_modules\/(lucide-react|react-aria|react-aria-components|react-stately|recharts|@reduxjs|es-toolkit|@dagrejs)(\/|$)/,
]
const CUDA = /^node_modules\/@node-llama-cpp\/linux-x64-cuda/

/**
 * The packages of a lock file that a release for Linux on x64 with glibc carries, in its order: none that only development,
 * another platform or the build needs; those for NVIDIA's cards with `cuda` alone. Throws a ZodError when it is no lock file.
 */
export function productionPackages(lockFile: string, { cuda }: { cuda: boolean }): ReleasePackage[] {
  const { packages } = lockSchema.parse(JSON.parse(lockFile))
  const fits = (wanted: readonly string[] | undefined, value: string): boolean =>
    wanted === undefined || wanted.includes(value)
  return Object.entries(packages).flatMap(([folder, entry]) => {
    const { dev, devOptional, os, cpu, libc, version, name, license, integrity } = entry
    if (!folder.startsWith('node_modules/') || dev || devOptional || version === undefined) return []
    if (!fits(os, 'linux') || !fits(cpu, 'x64') || !fits(libc, 'glibc') || folder.endsWith('-musl')) return []
    if (NOT_NEEDED.some((pattern) => pattern.test(folder)) || (CUDA.test(folder) && !cuda)) return []
    return {
      folder,
      name: name ?? folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      licence: license ?? null,
      integrity: integrity ?? null,
    }
  })
}
