import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'

/**
 * Builds llama.cpp's own server and benchmark from the source that node-llama-cpp carries, so that tests and `bench/`
 * can hold the portal against the same release. Nothing is downloaded. The portal itself never needs them.
 */
const TARGETS = ['llama-server', 'llama-batched-bench']
const OPTIONS = {
  CMAKE_BUILD_TYPE: 'Release',
  BUILD_SHARED_LIBS: 'OFF',
  LLAMA_CURL: 'OFF',
  LLAMA_OPENSSL: 'OFF',
  LLAMA_BUILD_TESTS: 'OFF',
  LLAMA_BUILD_EXAMPLES: 'OFF',
  LLAMA_BUILD_UI: 'OFF',
  LLAMA_BUILD_WEBUI: 'OFF',
}

/** Where the programs are, or would be, for the release of llama.cpp that is installed. */
export function llamaBinaries(root: string): {
  bundle: string
  folder: string
  server: string
  batchedBench: string
} {
  const source = path.join(root, 'node_modules', 'node-llama-cpp', 'llama')
  const info = readFileSync(path.join(source, 'llama.cpp.info.json'), 'utf8')
  const { tag } = JSON.parse(info) as { tag: string }
  const folder = path.join(root, 'var', 'llama.cpp', tag)
  const bin = path.join(folder, 'build', 'bin')
  return {
    bundle: path.join(source, 'gitRelease.bundle'),
    folder,
    server: path.join(bin, 'llama-server'),
    batchedBench: path.join(bin, 'llama-batched-bench'),
  }
}

/**
 * Builds the programs that are missing. `options` are further CMake settings, for example `GGML_CUDA: 'ON'`. Returns
 * null, or what the failing step printed.
 */
export function buildLlamaServer(
  root: string,
  options: Readonly<Record<string, string>> = {},
): string | null {
  const { bundle, folder, server, batchedBench } = llamaBinaries(root)
  if (existsSync(server) && existsSync(batchedBench)) return null
  mkdirSync(folder, { recursive: true })
  const source = path.join(folder, 'source')
  const build = path.join(folder, 'build')
  if (!existsSync(path.join(source, 'CMakeLists.txt'))) rmSync(source, { recursive: true, force: true })
  const settings = Object.entries({ ...OPTIONS, ...options }).map(([name, value]) => `-D${name}=${value}`)
  const steps: [command: string, ...args: string[]][] = [
    ...(existsSync(source) ? [] : [['git', 'clone', '--quiet', bundle, source] as [string, ...string[]]]),
    ['cmake', '-S', source, '-B', build, ...settings],
    ['cmake', '--build', build, '-j', String(availableParallelism()), '--target', ...TARGETS],
  ]
  for (const [command, ...args] of steps) {
    const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 1 << 28 })
    if (status !== 0) return `${stdout}${stderr}`.slice(-4000) || `${command} is missing`
  }
  rmSync(source, { recursive: true, force: true })
  return null
}
